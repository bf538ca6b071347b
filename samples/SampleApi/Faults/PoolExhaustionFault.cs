using Microsoft.EntityFrameworkCore;
using SampleApi.Storage;

namespace SampleApi.Faults;

/// <summary>
/// Keeps the request's connection to the database while the carrier is asked where the parcel is, which takes 100 ms. The pool of
/// PostgreSQL has <see cref="Connections"/> connections then, so that 50 orders a second pass; whoever waits longer than
/// <see cref="ConnectionTimeoutSeconds"/> gets an error. SQLite's pool has no limit: there it is only slow.
/// </summary>
internal sealed class PoolExhaustionFault : IRequestFault
{
    public const int Connections = 5;
    public const int ConnectionTimeoutSeconds = 1;

    private static readonly TimeSpan CarrierAnswersAfter = TimeSpan.FromMilliseconds(100);

    public string Endpoint => "GET /orders/{id}";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var database = context.RequestServices.GetRequiredService<ShopDb>().Database;
        await database.OpenConnectionAsync(context.RequestAborted);
        try
        {
            await Task.Delay(CarrierAnswersAfter, context.RequestAborted);
            await next(context);
        }
        finally
        {
            await database.CloseConnectionAsync();
        }
    }
}
