using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SampleApi.Events;

/// <summary>Changes of prices, as Server-Sent Events.</summary>
internal static class EventEndpoints
{
    private const int DefaultIntervalMilliseconds = 100;

    public static void MapEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/events", Subscribe);

    /// <summary>One event at once and one after each interval: <paramref name="n"/> of them, or as long as the client listens.</summary>
    private static Results<ServerSentEventsResult<PriceChange>, ValidationProblem> Subscribe(
        TimeProvider time, CancellationToken cancellation, int? n = null, int interval = DefaultIntervalMilliseconds)
        => n < 1 || interval < 0
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["n, interval"] = ["Ask for at least 1 event, at intervals of 0 ms or more."] })
            : TypedResults.ServerSentEvents(ChangesAsync(n ?? int.MaxValue, TimeSpan.FromMilliseconds(interval), time, cancellation));

    private static async IAsyncEnumerable<SseItem<PriceChange>> ChangesAsync(
        int count, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var n = 1; n <= count; n++)
        {
            if (n > 1)
                await Task.Delay(interval, time, cancellation);
            var product = 1 + (n * 37 % 1000);
            yield return new SseItem<PriceChange>(new PriceChange(product, 1000 + (product % 100)), "price") { EventId = n.ToString(CultureInfo.InvariantCulture) };
        }
    }
}
