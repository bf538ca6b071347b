using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SampleApi.Storage;

namespace SampleApi.Health;

/// <summary>Whether the application can serve: it can when its database answers.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", CheckAsync);

    private static async Task<IResult> CheckAsync(ShopDb db, CancellationToken cancellation)
    {
        try
        {
            await db.Customers.AnyAsync(cancellation);
            return TypedResults.Ok(new HealthReport("healthy"));
        }
        catch (DbException failure)
        {
            return TypedResults.Json(new HealthReport("unhealthy: " + failure.Message), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
