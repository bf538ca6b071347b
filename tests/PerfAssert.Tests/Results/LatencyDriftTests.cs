using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Results;

public class LatencyDriftTests
{
    private const int Trials = 500;

    /// <summary>A run of 48 blocks whose median goes up by this share, with noise of one block to the next.</summary>
    private static LoadResult Run(double drift, double noise = 0.05, int seed = 1, int blocks = 48, LoadPlan? plan = null)
    {
        var random = new Random(seed);
        return FabricatedResult.Create(plan: plan, blocks: new BlockSet(
            [("iteration", StepKind.Step)],
            [
                .. Enumerable.Range(0, blocks).Select(index => new Block
                {
                    Start = TimeSpan.FromMilliseconds(250 * index),
                    Length = TimeSpan.FromMilliseconds(250),
                    Series = [new BlockSeries(Times(4e6 * (1 + (drift * index / (blocks - 1.0))) * Math.Exp(noise * (random.NextDouble() - 0.5) * 3)), 0, 0, 0)],
                    Cpu = TimeSpan.Zero,
                    ForeignCpu = null,
                    AllocatedBytes = 0,
                    SqlCommands = null,
                    OutboundCalls = null,
                }),
            ],
            null,
            true));
    }

    private static BlockHistogram Times(double median)
    {
        var histogram = new LatencyHistogram();
        for (var number = 0; number < 50; number++)
            histogram.Record((long)(median * (0.75 + (number / 100.0))));
        return BlockHistogram.Of(histogram);
    }

    private static LoadPlan Lasting(params Stage[] stages) => FabricatedResult.Plan("Shop.Search") with { Workload = new ClosedWorkload { Users = 5, Stages = stages } };

    [Fact]
    public void Half_as_much_again_is_found_and_told_in_full()
    {
        var drift = LatencyDrift.Of(Run(0.5))!;

        Assert.InRange(drift.Certain, 0.3, 0.55);
        Assert.Matches(@"^the median went from 4\.\d+ ms in the first third to 5\.\d+ ms in the last$", drift.ToString());
    }

    [Fact]
    public void A_steady_load_hardly_ever_drifts_and_never_much()
    {
        double[] certain = [.. Enumerable.Range(0, Trials).Select(trial => LatencyDrift.Of(Run(0, noise: 0.2, seed: trial))!.Certain)];

        Assert.InRange(certain.Count(drift => drift > 0), 0, Trials * 4 / 100);
        Assert.Equal(0, certain.Count(drift => drift > 0.3));
    }

    [Fact]
    public void Becoming_faster_is_no_drift() => Assert.Equal(0, LatencyDrift.Of(Run(-0.4))!.Certain);

    [Fact]
    public void A_ramp_is_left_out()
    {
        // Twelve seconds: two up, eight at the level, two down. The drift is in the whole of it; what lies in the level counts.
        var plan = Lasting(new Stage(0, 5, TimeSpan.FromSeconds(2)), Stage.Hold(5, TimeSpan.FromSeconds(8)), new Stage(5, 0, TimeSpan.FromSeconds(2)));

        Assert.InRange(LatencyDrift.Of(Run(0.9, plan: plan))!.Certain, 0.2, 0.6);
    }

    [Fact]
    public void Too_short_a_load_and_one_that_never_holds_have_none_and_say_why()
    {
        Assert.StartsWith("the load was too short", LatencyDrift.Absence(Run(0, blocks: 11)), StringComparison.Ordinal);
        Assert.StartsWith("the load rises or falls all the time", LatencyDrift.Absence(Run(0, plan: Lasting(new Stage(0, 5, TimeSpan.FromSeconds(12))))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_of_it_tells_where_it_went()
    {
        var evaluation = ExpectationEvaluator.Evaluate(Expectation.Parse("drift < 10%"), Run(0.9));

        Assert.Equal(Verdict.Failed, evaluation.Verdict);
        Assert.Matches(@"^Expected drift of the response time of Shop\.Search to be below 10%, but it was \d+(\.\d)?% \(1,000 iterations\): the median went from .* in the last\.$", evaluation.Message);
    }
}
