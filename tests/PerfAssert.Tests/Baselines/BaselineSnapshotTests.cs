using PerfAssert.Tests.Fabricated;
using PerfAssert.Tests.Planning;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class BaselineSnapshotTests
{
    private static readonly SimulatedProgram Program = new();

    [Fact]
    public void A_snapshot_matches_another_of_the_same_program() => Cultures.Each(() =>
    {
        var (isMatch, message) = BaselineSnapshot.Compare(Snapshot(Program, 1), Snapshot(Program, 2));

        Assert.True(isMatch, message);
        Assert.StartsWith("Baseline: ", message);
    });

    [Fact]
    public void A_regression_does_not_match()
    {
        var (isMatch, message) = BaselineSnapshot.Compare(Snapshot(Program with { SqlCommands = 4 }), Snapshot(Program));

        Assert.False(isMatch);
        Assert.StartsWith("Baseline: REGRESSED, SQL commands 3 → 4 per iteration", message);
    }

    [Fact]
    public void An_improvement_matches() => Assert.True(BaselineSnapshot.Compare(Snapshot(Program with { SqlCommands = 2 }), Snapshot(Program)).IsMatch);

    [Fact]
    public void Another_load_does_not_match()
    {
        var (isMatch, message) = BaselineSnapshot.Compare(Snapshot(Program, users: 60), Snapshot(Program));

        Assert.False(isMatch);
        Assert.Contains("the load has changed", message);
    }

    [Fact]
    public void Another_environment_matches_unless_what_does_not_depend_on_it_regressed()
    {
        var elsewhere = Snapshot(Program).Replace("Example CPU @ 2.50GHz", "Other CPU", StringComparison.Ordinal);

        Assert.True(BaselineSnapshot.Compare(Snapshot(Program), elsewhere).IsMatch);
        Assert.False(BaselineSnapshot.Compare(Snapshot(Program with { SqlCommands = 4 }), elsewhere).IsMatch);
    }

    [Fact]
    public void An_invalid_run_has_no_snapshot()
    {
        var invalid = FabricatedResult.Create(validity: new RunValidity([new ValidityFinding("debug-build", ValiditySeverity.Invalid, "It is a Debug build.", "Run dotnet test -c Release.")]));

        Assert.Equal(
            "There is no snapshot of Shop.Search, because the run is invalid: It is a Debug build. Run dotnet test -c Release.",
            Assert.Throws<InvalidOperationException>(() => invalid.ToSnapshot()).Message);
    }

    [Fact]
    public void A_damaged_snapshot_says_so()
        => Assert.Equal(
            "The snapshot (verified) is damaged: line 1: it is empty. Delete its file and accept anew.",
            Assert.Throws<BaselineFileException>(() => BaselineSnapshot.Compare(Snapshot(Program), "")).Message);

    private static string Snapshot(SimulatedProgram program, int seed = 1, int users = 50) => FabricatedResult.Create(
        blocks: program.Run(seed),
        plan: FabricatedResult.Plan("Shop.Search", new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, TimeSpan.FromSeconds(10))] })).ToSnapshot();
}
