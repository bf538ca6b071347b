using System.Globalization;
using System.Security.Claims;

namespace SampleApi.Accounts;

internal static class CustomerClaims
{
    /// <summary>The customer who is logged in.</summary>
    public static int CustomerId(this ClaimsPrincipal principal)
        => int.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);
}
