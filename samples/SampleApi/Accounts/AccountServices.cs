using Microsoft.AspNetCore.Authentication;

namespace SampleApi.Accounts;

internal static class AccountServices
{
    /// <summary>The core of authentication only: what comes with <c>AddAuthentication</c> would keep keys in the home folder.</summary>
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddWebEncoders();
        services.AddAuthenticationCore(options => options.DefaultScheme = BearerAuthentication.SchemeName);
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorization();
    }
}
