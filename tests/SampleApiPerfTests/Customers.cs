using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>The customers that the shop is seeded with.</summary>
public static class Customers
{
    private const int Seeded = 200;

    /// <summary>Logs the user in as a customer of its own, for all its later requests.</summary>
    public static async Task LogInAsync(VirtualUser user)
    {
        var login = await PostLogInAsync(user, CancellationToken.None);
        user.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);
    }

    // docs:get-token
    public static async Task<AccessToken> GetTokenAsync(VirtualUser user, CancellationToken cancellation)
    {
        var login = await PostLogInAsync(user, cancellation);
        return new AccessToken(login.Token, login.ExpiresAt);
    }
    // docs:end

    private static async Task<LoggedIn> PostLogInAsync(VirtualUser user, CancellationToken cancellation)
    {
        var customer = 1 + (user.Id % Seeded);
        using var answer = await user.Http.PostAsJsonAsync("/login", new LogIn($"customer{customer}@shop.example", "let-me-in"), cancellation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<LoggedIn>(cancellation))!;
    }
}
