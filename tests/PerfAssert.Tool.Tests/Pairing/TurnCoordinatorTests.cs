using Xunit;

namespace PerfAssert.Tool.Tests.Pairing;

public class TurnCoordinatorTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    private readonly List<string> log = [];

    [Fact]
    public async Task Turns_go_to_and_fro_so_that_an_even_drift_cancels()
    {
        var given = await new TurnCoordinator(Turn, pairs: 3).RunAsync(Side("A", "Search"), Side("B", "Search"), default);
        Assert.Equal(["Search"], given.Paired);
        Assert.Empty(given.Skipped);
        Assert.Equal(
            [
                "A starts", "A Search is warm", "B starts", "B Search is warm",
                "A runs", "B runs", "B runs", "A runs", "A runs", "B runs", "B runs", "A runs",
                "A Search ends", "A is over", "B Search ends", "B is over",
            ],
            log);
    }

    [Fact]
    public async Task Of_several_tests_one_side_warms_up_while_the_other_waits()
    {
        var given = await new TurnCoordinator(Turn, pairs: 1).RunAsync(Side("A", "One", "Two"), Side("B", "One", "Two"), default);
        Assert.Equal(["One", "Two"], given.Paired);
        Assert.Equal(["A One ends", "A Two is warm", "B One ends", "B Two is warm"], log.SkipWhile(line => line != "A One ends").Take(4));
    }

    [Fact]
    public async Task A_row_that_only_one_version_has_gets_no_turns_and_costs_the_others_none()
    {
        var given = await new TurnCoordinator(Turn, pairs: 1).RunAsync(Side("A", "Row(1)", "Row(3)"), Side("B", "Row(1)", "Row(2)", "Row(3)"), default);
        Assert.Equal(["Row(1)", "Row(3)"], given.Paired);
        Assert.Equal(["Row(2)"], Assert.Single(given.Skipped).Value);
    }

    [Fact]
    public async Task Rows_in_another_order_are_named_on_both_sides()
    {
        var given = await new TurnCoordinator(Turn, pairs: 1).RunAsync(Side("A", "Row(2)", "Row(1)"), Side("B", "Row(1)", "Row(2)"), default);
        Assert.Equal(["Row(2)"], given.Paired);
        Assert.Equal(["Row(1)"], given.Skipped["A"]);
        Assert.Equal(["Row(1)"], given.Skipped["B"]);
    }

    [Fact]
    public async Task A_version_without_tests_leaves_those_of_the_other_alone()
    {
        var given = await new TurnCoordinator(Turn, pairs: 1).RunAsync(Side("A"), Side("B", "Search"), default);
        Assert.Empty(given.Paired);
        Assert.Equal(["Search"], given.Skipped["B"]);
        Assert.DoesNotContain("B runs", log);
    }

    [Fact]
    public async Task A_test_that_breaks_off_ends_the_comparison_and_closes_both_connections()
    {
        var broken = Side("B", "Search");
        broken.BreaksOffIn = 2;
        var other = Side("A", "Search");
        await Assert.ThrowsAsync<TurnsBrokenException>(() => new TurnCoordinator(Turn, pairs: 5).RunAsync(other, broken, default));
        Assert.True(broken.IsClosed);
        Assert.True(other.IsClosed);
    }

    private FakeSide Side(string name, params string[] tests) => new(name, tests, log);

    /// <summary>A version whose tests do nothing but note what they are told.</summary>
    private sealed class FakeSide(string name, string[] tests, List<string> log) : ITurnSide
    {
        private int next = -1;

        public string Name => name;

        public int BreaksOffIn { get; set; } = int.MaxValue;

        public bool IsClosed { get; private set; }

        public Task<ITurnConnection?> NextAsync(CancellationToken cancellationToken)
        {
            if (++next == 0)
                log.Add($"{name} starts");
            log.Add(next < tests.Length ? $"{name} {tests[next]} is warm" : $"{name} is over");
            return Task.FromResult<ITurnConnection?>(next < tests.Length ? new Connection(this, tests[next], log) : null);
        }

        private sealed class Connection(FakeSide side, string test, List<string> log) : ITurnConnection
        {
            private int turns;

            public string Test => test;

            public Task<TimeSpan> RunAsync(TimeSpan turn, CancellationToken cancellationToken)
            {
                if (++turns >= side.BreaksOffIn)
                    throw new TurnsBrokenException("the test ended in the middle of a turn");
                log.Add($"{side.Name} runs");
                return Task.FromResult(turn);
            }

            public Task EndAsync(CancellationToken cancellationToken)
            {
                log.Add($"{side.Name} {test} ends");
                return Task.CompletedTask;
            }

            public ValueTask DisposeAsync()
            {
                side.IsClosed = true;
                return ValueTask.CompletedTask;
            }
        }
    }
}
