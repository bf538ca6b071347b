using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Protocols;

/// <summary>
/// Real load over real sockets against streams with known times. A busy machine delays some of it, so one of a few attempts has to be
/// right, to within a margin in which no two of the known times look alike.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class StreamTruthTests(KnownStreams streams) : IClassFixture<KnownStreams>
{
    private const int Attempts = 10;

    [Fact]
    public Task Percentiles_over_HTTP2_against_a_known_distribution() => AssertTruthAsync(
        isHttp2: true,
        new ClosedWorkload { Users = 10, Stages = [Stage.Hold(10, TimeSpan.FromSeconds(3))] },
        user => user.Http.GetStringAsync("/mix"),
        ("GET /mix", 50, 5), ("GET /mix", 90, 5), ("GET /mix", 95, 50), ("GET /mix", 99, 50));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Gaps_between_events(bool isHttp2) => AssertTruthAsync(
        isHttp2,
        new ClosedWorkload { Users = 4, IterationsPerUser = 1 },
        async user =>
        {
            await foreach (var message in user.EventsAsync("/events", count: 201))
            {
                // Only their times matter.
            }
        },
        ("GET /events: gap", 50, 10), ("GET /events: gap", 85, 10), ("GET /events: gap", 95, 50));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task First_byte_and_end_of_a_body(bool isHttp2) => AssertTruthAsync(
        isHttp2,
        new ClosedWorkload { Users = 4, IterationsPerUser = 25 },
        async user =>
        {
            await using var stream = await user.StreamAsync("/late");
            await stream.ReadToEndAsync();
        },
        ("GET /late: first byte", 50, 30), ("GET /late: first byte", 90, 30), ("GET /late", 50, 70), ("GET /late", 90, 70));

    private async Task AssertTruthAsync(bool isHttp2, Workload workload, Func<VirtualUser, Task> iteration, params (string Step, double Percentile, double Milliseconds)[] truth)
    {
        using var target = new HttpTarget(isHttp2 ? streams.Http2 : streams.Http1) { HttpVersion = isHttp2 ? new Version(2, 0) : new Version(1, 1) };
        var warmUp = WarmUp.For(TimeSpan.FromSeconds(0.5));
        var plan = new LoadPlan { Name = "truth", Workload = workload, WarmUp = warmUp, AllowDebugBuild = true };
        var wrong = new List<string>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var result = await new LoadRun(plan).Against(target).RunAsync(iteration);
            Assert.Equal(0, result.Failed);
            var off = truth
                .Select(t => (t.Step, t.Percentile, t.Milliseconds, Measured: result.Steps[t.Step].ResponseTime.Percentile(t.Percentile).TotalMilliseconds))
                .Where(t => t.Measured < (0.9 * t.Milliseconds) - 1 || t.Measured > (1.5 * t.Milliseconds) + 10)
                .ToList();
            if (off.Count == 0)
                return;
            wrong.Add(string.Join(", ", off.Select(t => $"P{t.Percentile} of {t.Step} {t.Measured:0.##} instead of {t.Milliseconds} ms")));
        }

        Assert.Fail("Each attempt was wrong: " + string.Join("; ", wrong));
    }
}
