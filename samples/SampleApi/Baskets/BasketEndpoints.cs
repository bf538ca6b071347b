using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using SampleApi.Accounts;
using SampleApi.Storage;

namespace SampleApi.Baskets;

/// <summary>The basket of the customer who is logged in.</summary>
internal static class BasketEndpoints
{
    private const int MostOfAProduct = 100;

    public static void AddBaskets(this IServiceCollection services) => services.AddSingleton<IBaskets>(provider =>
        provider.GetRequiredService<RedisStore>() is { Database: { } database } redis ? new RedisBaskets(database, redis.Prefix) : new MemoryBaskets());

    public static void MapBaskets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/basket", GetAsync).RequireAuthorization();
        routes.MapPut("/basket/{product}", PutAsync).RequireAuthorization();
    }

    private static async Task<Ok<IReadOnlyList<BasketLine>>> GetAsync(ClaimsPrincipal customer, IBaskets baskets)
        => TypedResults.Ok(await baskets.GetAsync(customer.CustomerId()));

    private static async Task<Results<NoContent, ValidationProblem>> PutAsync(int product, ClaimsPrincipal customer, IBaskets baskets, int quantity = 1)
    {
        if (quantity is < 0 or > MostOfAProduct)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["quantity"] = [$"0 to {MostOfAProduct} of a product."] });
        await baskets.PutAsync(customer.CustomerId(), product, quantity);
        return TypedResults.NoContent();
    }
}
