using PerfAssert.Tests.Baselines;
using Xunit;

namespace PerfAssert.Tool.Tests.Pairing;

public class PairedJudgeTests
{
    private const string Method = "Shop.Tests.Shop.Search";

    private static readonly VersionPair Versions = new("base.dll", "changed.dll");

    private static readonly SimulatedProgram Program = new() { BetweenRuns = 0.005, BetweenBlocks = 0.03 };

    private readonly List<string> lines = [];

    [Fact]
    public async Task Two_versions_of_the_same_speed_need_one_round()
    {
        var processes = new FakeProcesses(_ => Program);
        var comparison = await CompareAsync(processes);
        Assert.Equal(RegressionVerdict.Passed, comparison.Verdict);
        Assert.Equal([(null, 15)], processes.Rounds);
        Assert.Equal(["Shop.Search: 15 pairs of turns in 1.0 s: passed"], lines);
    }

    [Fact]
    public async Task A_regression_is_confirmed_by_processes_of_its_own()
    {
        var processes = new FakeProcesses(_ => Program.Slower(1.4));
        var comparison = await CompareAsync(processes);
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.True(comparison.Confirmation!.Confirmed);
        Assert.Equal([(null, 15), ("Shop.Search", 15)], processes.Rounds);
        Assert.EndsWith(", to confirm it: regressed", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regression_that_is_not_confirmed_is_none()
    {
        var comparison = await CompareAsync(new FakeProcesses(round => round == 0 ? Program.Slower(1.4) : Program));
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.False(comparison.Confirmation!.Confirmed);
    }

    [Fact]
    public async Task A_regression_whose_confirmation_cannot_be_made_says_so()
    {
        var processes = new FakeProcesses(_ => Program.Slower(1.4)) { FailsFrom = 1 };
        var comparison = await CompareAsync(processes);
        Assert.Contains("no test got ready", comparison.Confirmation!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_verdict_gets_more_processes_until_the_time_is_up()
    {
        var noisy = Program with { BetweenBlocks = 1.2 };
        var processes = new FakeProcesses(_ => noisy, noisy);
        var comparison = await CompareAsync(processes, TimeSpan.FromSeconds(48));
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.Equal([(null, 20), ("Shop.Search", 12), ("Shop.Search", 16)], processes.Rounds);
        Assert.StartsWith("Shop.Search: 48 pairs of turns", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_run_is_not_judged()
    {
        var comparison = await CompareAsync(new FakeProcesses(_ => Program.Slower(2)) { Invalid = "Others used 80% of the CPU." });
        Assert.Equal(RegressionVerdict.InvalidRun, comparison.Verdict);
        Assert.Equal("the changed version: Others used 80% of the CPU.", comparison.Reason);
    }

    [Fact]
    public async Task Versions_with_another_load_are_not_compared()
    {
        var comparison = await CompareAsync(new FakeProcesses(_ => Program.Slower(2)) { Load = new LoadFingerprint("80 users", "ffffffff") });
        Assert.Equal(RegressionVerdict.NoBaseline, comparison.Verdict);
        Assert.Equal("the load has changed: 8 users in the base version, 80 users now", comparison.Reason);
    }

    [Theory]
    [InlineData(500, 30, 20, 10)]
    [InlineData(500, 20, 20)]
    [InlineData(500, 10, 10)]
    [InlineData(500, 1, 8)]
    [InlineData(250, 60, 20, 12, 16)]
    public void The_time_for_a_test_is_spent_in_looks(int slice, int seconds, params int[] rounds)
        => Assert.Equal(rounds, new PairingPlan(TimeSpan.FromMilliseconds(slice), TimeSpan.FromSeconds(seconds)).Rounds);

    [Fact]
    public void Series_of_several_processes_are_joined_by_name()
    {
        BlockSet Set(params string[] names) => new(
            [.. names.Prepend("iteration").Select(name => (name, StepKind.Step))],
            [
                new Block
                {
                    Start = default, Length = TimeSpan.FromSeconds(1), Cpu = default, ForeignCpu = null, AllocatedBytes = 0, SqlCommands = null, OutboundCalls = null,
                    Series = [.. names.Prepend("iteration").Select(name => new BlockSeries(BlockHistogram.Empty, name.Length, 0, 0))],
                },
            ],
            null,
            true);

        var joined = BlockJoin.Join([Set("a", "bb"), Set("bb", "ccc")]);
        Assert.Equal(["iteration", "a", "bb", "ccc"], joined.Names.Select(name => name.Name));
        Assert.Equal([9, 1, 2, 0], joined.Blocks[0].Series.Select(series => series.Failed));
        Assert.Equal([9, 0, 2, 3], joined.Blocks[1].Series.Select(series => series.Failed));
    }

    private async Task<BaselineComparison> CompareAsync(IPairedProcesses processes, TimeSpan? maxTime = null)
    {
        var plan = new PairingPlan(TimeSpan.FromMilliseconds(500), maxTime ?? TimeSpan.FromSeconds(15));
        var outcome = await new PairedJudge(processes, plan, lines.Add).CompareAsync(Versions, Method, default);
        return Assert.Single(outcome.Comparisons);
    }

    /// <summary>Measures simulated programs in place of processes.</summary>
    private sealed class FakeProcesses(Func<int, SimulatedProgram> changed, SimulatedProgram? before = null) : IPairedProcesses
    {
        public List<(string? Only, int Pairs)> Rounds { get; } = [];

        public int FailsFrom { get; init; } = int.MaxValue;

        public string? Invalid { get; init; }

        public LoadFingerprint Load { get; init; } = SimulatedProgram.Load;

        public Task<RoundOutcome> RunAsync(VersionPair versions, string fullyQualifiedName, string? only, int pairs, CancellationToken cancellationToken)
        {
            var round = Rounds.Count;
            Rounds.Add((only, pairs));
            if (round >= FailsFrom)
                return Task.FromResult(new RoundOutcome([], [], [], [], "no test got ready for its turns", TimeSpan.FromSeconds(1)));
            Measured Of(SimulatedProgram program, int seed) => new(
                PastRuns.Measurement("Shop.Search", PastRuns.Start, program with { Blocks = pairs + TurnCoordinator.UncountedPairs }, seed), null);
            var one = Of(before ?? Program, (2 * round) + 500);
            var two = Of(changed(round), (2 * round) + 501);
            two = two with { Invalid = Invalid, Measurement = two.Measurement with { Load = Load } };
            return Task.FromResult(new RoundOutcome([new PairedRound("Shop.Search", one, two)], [], [], [], null, TimeSpan.FromSeconds(1)));
        }
    }
}
