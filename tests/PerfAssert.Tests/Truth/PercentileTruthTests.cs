using Xunit;

namespace PerfAssert.Tests.Truth;

/// <summary>
/// Real load over real sockets against targets with known response times. Other work on the machine only ever adds time: so no attempt
/// may report less than theory, and one of a few attempts must come close to it.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class PercentileTruthTests(KnownTarget target) : IClassFixture<KnownTarget>
{
    private const int Attempts = 10;

    [Fact]
    public async Task Closed_model_against_a_known_distribution()
    {
        var workload = new ClosedWorkload { Users = 10, Stages = [Stage.Hold(10, TimeSpan.FromSeconds(3))] };

        await AssertTruthAsync(workload, "/mix", (50, 5), (90, 5), (95, 50), (99, 50));
    }

    [Fact]
    public async Task Open_model_against_a_known_distribution()
    {
        var workload = new OpenWorkload { MaxUsers = 200, Stages = [Stage.Hold(300, TimeSpan.FromSeconds(3))] };

        await AssertTruthAsync(workload, "/mix", (50, 5), (90, 5), (95, 50), (99, 50));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(10)]
    public async Task Open_model_against_a_stall_once_a_second(int maxUsers)
    {
        var workload = new OpenWorkload { MaxUsers = maxUsers, Stages = [Stage.Hold(200, TimeSpan.FromSeconds(5))] };

        await AssertTruthAsync(workload, "/stall", (90, 100), (95, 150), (99, 190));
    }

    private async Task AssertTruthAsync(Workload workload, string path, params (double Percentile, double Milliseconds)[] truth)
    {
        var plan = new LoadPlan { Name = "truth", Workload = workload, WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)), AllowDebugBuild = true };
        var tooHigh = new List<string>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var result = await new LoadRun(plan).Against(target.Url).RunAsync(user => user.Http.GetStringAsync(path, user.CancellationToken));
            Assert.Equal(0, result.Failed);
            var measured = truth.Select(t => (t.Percentile, t.Milliseconds, Measured: result.ResponseTime.Percentile(t.Percentile).TotalMilliseconds)).ToList();

            // 5 % or 1 ms, either way; a stall's share of the arrivals varies with the phase at which the run starts.
            Assert.All(measured, m => Assert.True(m.Measured >= m.Milliseconds - Tolerance(m.Milliseconds), $"P{m.Percentile} is {m.Measured:0.##} ms, theory says {m.Milliseconds} ms"));
            var high = measured.Where(m => m.Measured > m.Milliseconds + Tolerance(m.Milliseconds)).ToList();
            if (high.Count == 0)
                return;
            tooHigh.Add(string.Join(", ", high.Select(m => $"P{m.Percentile} {m.Measured:0.##} instead of {m.Milliseconds} ms")));
        }

        Assert.Fail("Each attempt was too high: " + string.Join("; ", tooHigh));
    }

    private static double Tolerance(double milliseconds) => Math.Max(1, milliseconds * 0.05);
}
