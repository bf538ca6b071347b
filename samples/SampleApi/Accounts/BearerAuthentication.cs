using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace SampleApi.Accounts;

/// <summary>Reads <c>Authorization: Bearer …</c>.</summary>
internal sealed class BearerAuthentication(
    AccessTokens tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || header is not { Scheme: SchemeName, Parameter: { } token })
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (tokens.Read(token) is not { } customerId)
            return Task.FromResult(AuthenticateResult.Fail("The token is not valid or has expired: POST /login for a new one."));

        var id = new Claim(ClaimTypes.NameIdentifier, customerId.ToString(CultureInfo.InvariantCulture));
        var principal = new ClaimsPrincipal(new ClaimsIdentity([id], SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName)));
    }
}
