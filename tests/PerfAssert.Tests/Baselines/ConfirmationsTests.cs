using Xunit;

namespace PerfAssert.Tests.Baselines;

public class ConfirmationsTests
{
    private static readonly SimulatedProgram Program = new();
    private static readonly BaselineDocument Baseline = Program.Baseline(5);
    private static readonly TimeSpan Took = TimeSpan.FromSeconds(8.1);

    private static BaselineComparison Of(SimulatedProgram program, int seed = 1) => SimulatedProgram.Compare(Baseline, program.Summary(seed));

    [Fact]
    public void Two_runs_that_agree_are_a_regression()
    {
        var joined = RegressionTest.Confirm(Of(Program.Slower(1.3)), Of(Program.Slower(1.3), 2), Took, null);
        Assert.Equal(RegressionVerdict.Regressed, joined.Verdict);
        Assert.True(joined.Confirmation!.Confirmed);
        Assert.Equal(Took, joined.Confirmation.Took);
        Assert.Contains("P95 +", joined.Confirmation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_without_the_change_leaves_it_open()
    {
        var joined = RegressionTest.Confirm(Of(Program.Slower(1.3)), Of(Program, 2), Took, null);
        Assert.Equal(RegressionVerdict.Inconclusive, joined.Verdict);
        Assert.False(joined.Confirmation!.Confirmed);
        Assert.DoesNotContain(joined.Channels, channel => channel.Verdict == RegressionVerdict.Regressed);
        Assert.EndsWith("in the first run, not confirmed by a second", joined.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_channel_is_no_agreement()
    {
        var joined = RegressionTest.Confirm(Of(Program with { SqlCommands = 4 }), Of(Program.Slower(1.3), 2), Took, null);
        Assert.Equal(RegressionVerdict.Inconclusive, joined.Verdict);
    }

    [Fact]
    public void Only_the_channels_that_agree_stay_regressed()
    {
        var joined = RegressionTest.Confirm(Of(Program.Slower(1.3) with { SqlCommands = 4 }), Of(Program with { SqlCommands = 4 }, 2), Took, null);
        Assert.Equal(RegressionVerdict.Regressed, joined.Verdict);
        Assert.Equal([RegressionChannel.SqlCommands], joined.Channels.Where(each => each.Verdict == RegressionVerdict.Regressed).Select(each => each.Channel));
    }

    [Fact]
    public void Without_a_second_run_one_alone_is_no_proof()
    {
        var joined = RegressionTest.Confirm(Of(Program.Slower(1.3)), null, Took, "dotnet was not found");
        Assert.Equal(RegressionVerdict.Inconclusive, joined.Verdict);
        Assert.Contains("dotnet was not found", joined.Reason, StringComparison.Ordinal);
    }
}
