using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SampleApi.Storage;

namespace SampleApi.Accounts;

/// <summary>Logging in, and who is logged in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/login", LoginAsync);
        routes.MapGet("/me", MeAsync).RequireAuthorization();
    }

    private static async Task<Results<Ok<LoginResponse>, UnauthorizedHttpResult>> LoginAsync(
        LoginRequest request, ShopDb db, AccessTokens tokens, CancellationToken cancellation)
    {
        var customer = await db.Customers.SingleOrDefaultAsync(candidate => candidate.Email == request.Email, cancellation);
        if (customer is null || !PasswordHash.Matches(request.Password, customer.PasswordHash))
            return TypedResults.Unauthorized();
        var (token, expiresAt) = tokens.Issue(customer.Id);
        return TypedResults.Ok(new LoginResponse(token, customer.Id, expiresAt));
    }

    private static async Task<Results<Ok<AccountDetails>, NotFound>> MeAsync(
        ClaimsPrincipal user, ShopDb db, CancellationToken cancellation)
    {
        var id = user.CustomerId();
        var account = await db.Customers
            .Where(customer => customer.Id == id)
            .Select(customer => new AccountDetails(customer.Id, customer.Email, customer.Name))
            .SingleOrDefaultAsync(cancellation);
        return account is null ? TypedResults.NotFound() : TypedResults.Ok(account);
    }
}
