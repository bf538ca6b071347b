using Xunit;

namespace PerfAssert.Tests.Baselines;

public class PairedTestTests
{
    private static readonly SimulatedProgram Program = new() { Step = 1 };

    private static BaselineComparison Compare(SimulatedProgram one, SimulatedProgram two, int seed = 1) => PairedTest.Compare("Shop.Search", one.Run(seed), two.Run(seed + 5000));

    [Fact]
    public void Equal_versions_never_regress_and_mostly_pass()
    {
        var verdicts = Enumerable.Range(0, 200).Select(seed => Compare(Program, Program, seed).Verdict).ToList();
        Assert.DoesNotContain(RegressionVerdict.Regressed, verdicts);
        Assert.InRange(verdicts.Count(verdict => verdict == RegressionVerdict.Passed), 190, 200);
    }

    [Fact]
    public void A_fifth_more_is_found()
        => Assert.InRange(Enumerable.Range(0, 200).Count(seed => Compare(Program, Program.Slower(1.2), seed).Verdict == RegressionVerdict.Regressed), 195, 200);

    [Fact]
    public void What_disturbs_both_in_turn_disturbs_neither_verdict()
    {
        var busy = Program with { Bursts = 0.3 };
        var verdicts = Enumerable.Range(0, 100).Select(seed => Compare(busy, busy, seed).Verdict).ToList();
        Assert.DoesNotContain(RegressionVerdict.Regressed, verdicts);
    }

    [Fact]
    public void One_more_command_is_found()
    {
        var comparison = Compare(Program, Program with { SqlCommands = 4 });
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Contains("SQL commands 3 → 4 per iteration", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Faster_is_improved() => Assert.Equal(RegressionVerdict.Improved, Compare(Program, Program.Slower(1 / 1.3)).Verdict);

    [Fact]
    public void A_few_pairs_are_not_judged()
        => Assert.Equal(RegressionVerdict.Inconclusive, Compare(Program with { Blocks = 5 }, Program.Slower(3) with { Blocks = 5 }).Verdict);

    [Fact]
    public void A_disturbed_turn_moves_the_trimmed_mean_hardly()
    {
        var (mean, error) = PairedTest.TrimmedMean([.. Enumerable.Repeat(0.1, 18), 25, -30]);
        Assert.Equal(0.1, mean, 9);
        Assert.Equal(0, error, 9);
    }
}
