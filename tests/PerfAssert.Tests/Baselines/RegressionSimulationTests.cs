using Xunit;

namespace PerfAssert.Tests.Baselines;

/// <summary>Error rates of the verdict on programs whose noise is known; every draw is seeded, so the counts never change.</summary>
public class RegressionSimulationTests
{
    private const int Trials = 300;

    private static readonly SimulatedProgram Quiet = new();
    private static readonly SimulatedProgram Shared = new() { BetweenRuns = 0.03, BetweenBlocks = 0.08, Bursts = 0.2 };

    private static (int Regressed, int Inconclusive, int Passed) Judge(SimulatedProgram before, SimulatedProgram now)
    {
        int regressed = 0, inconclusive = 0, passed = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var baseline = before.Baseline(5, seed: 10_000 + (trial * 10));
            var verdict = SimulatedProgram.Compare(baseline, now.Summary(900_000 + trial));
            if (verdict.Verdict == RegressionVerdict.Regressed)
                verdict = RegressionTest.Confirm(verdict, SimulatedProgram.Compare(baseline, now.Summary(800_000 + trial)), TimeSpan.FromSeconds(8), null);
            switch (verdict.Verdict)
            {
                case RegressionVerdict.Regressed:
                    regressed++;
                    break;
                case RegressionVerdict.Inconclusive:
                    inconclusive++;
                    break;
                default:
                    passed++;
                    break;
            }
        }

        return (regressed, inconclusive, passed);
    }

    [Fact]
    public void Unchanged_code_on_a_quiet_machine_never_fails_and_hardly_ever_stays_open()
    {
        var (regressed, inconclusive, _) = Judge(Quiet, Quiet);
        Assert.Equal(0, regressed);
        Assert.InRange(inconclusive, 0, Trials / 20);
    }

    [Fact]
    public void Unchanged_code_on_a_shared_machine_never_fails()
        => Assert.Equal(0, Judge(Shared, Shared).Regressed);

    [Fact]
    public void A_machine_that_has_become_busy_fails_nobody()
        => Assert.Equal(0, Judge(Quiet, Quiet with { Bursts = 0.7 }).Regressed);

    [Fact]
    public void Twenty_percent_more_is_found_on_a_quiet_machine_and_never_passes()
    {
        var (regressed, _, passed) = Judge(Quiet, Quiet.Slower(1.2));
        Assert.InRange(regressed, Trials * 95 / 100, Trials);
        Assert.Equal(0, passed);
    }

    [Fact]
    public void Twenty_percent_more_on_a_shared_machine_is_found_or_left_open()
    {
        var (regressed, _, passed) = Judge(Shared, Shared.Slower(1.2));
        Assert.InRange(regressed, Trials * 85 / 100, Trials);
        Assert.InRange(passed, 0, Trials / 100);
    }

    [Fact]
    public void Five_percent_more_is_no_regression()
        => Assert.InRange(Judge(Quiet, Quiet.Slower(1.05)).Regressed, 0, Trials / 50);
}
