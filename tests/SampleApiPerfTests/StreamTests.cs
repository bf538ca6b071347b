using System.Text.Json;

namespace SampleApiPerfTests;

public class StreamTests(Shop shop) : IClassFixture<Shop>
{
    // docs:stream
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("p50 of 'GET /products/export: first byte' < 500ms")]
    [Expect("p50 of 'GET /products/export' < 2s")]
    public async Task The_export_begins_at_once(LoadRun load)
    {
        await load.Against(shop).RunAsync(async user =>
        {
            await using var export = await user.StreamAsync("/products/export");
            await export.ReadToEndAsync();
            export.BytesReceived.Should().BeGreaterThan(10_000);
        });
    }
    // docs:end

    // docs:events
    [LoadFact(Users = 20, Duration = "1500ms", WarmUp = "500ms")]
    [Expect("p95 of 'GET /events: first event' < 500ms")]
    [Expect("p50 of 'GET /events: gap' < 100ms")]
    public async Task Prices_come_in_time(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(async user =>
        {
            await foreach (var message in user.EventsAsync("/events?interval=20", count: 20))
            {
                var change = JsonSerializer.Deserialize<PriceChange>(message.Data, JsonSerializerOptions.Web);
                change!.PriceCents.Should().BePositive();
            }
        });

        result.Steps["GET /events: gap"].Throughput.Should().BeGreaterThan(20, "events per second of all users together");
    }
    // docs:end
}
