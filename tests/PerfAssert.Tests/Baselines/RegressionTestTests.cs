using Xunit;

namespace PerfAssert.Tests.Baselines;

public class RegressionTestTests
{
    private static readonly SimulatedProgram Program = new() { Step = 1 };
    private static readonly BaselineDocument Baseline = Program.Baseline(5);

    private static BaselineComparison Compare(SimulatedProgram program, BaselineDocument? baseline = null, EnvironmentFingerprint? machine = null)
        => SimulatedProgram.Compare(baseline ?? Baseline, program.Summary(1), machine);

    private static ChannelComparison Total(BaselineComparison comparison, RegressionChannel channel)
        => comparison.Channels.Single(each => each.Channel == channel && each.Step is null);

    [Fact]
    public void Without_a_file_there_is_nothing_to_compare_with()
    {
        var comparison = SimulatedProgram.Compare(null, Program.Summary(1));
        Assert.Equal(RegressionVerdict.NoBaseline, comparison.Verdict);
        Assert.Empty(comparison.Channels);
    }

    [Fact]
    public void Another_load_is_not_compared()
    {
        var comparison = RegressionTest.Compare(
            "Shop.Search", Baseline, SimulatedProgram.Machine, new LoadFingerprint("9 users", "ffffffff"), Program.Summary(1));
        Assert.Equal(RegressionVerdict.NoBaseline, comparison.Verdict);
        Assert.Contains("recorded with 8 users, this run with 9 users", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_more_SQL_command_regresses_even_where_times_show_nothing()
    {
        var comparison = Compare(Program with { SqlCommands = 4 });
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Equal([RegressionChannel.SqlCommands], comparison.Channels.Where(each => each.Verdict == RegressionVerdict.Regressed).Select(each => each.Channel));
    }

    [Fact]
    public void One_more_SQL_command_in_every_fiftieth_iteration_regresses_too()
        => Assert.Equal(RegressionVerdict.Regressed, Compare(Program with { SqlCommands = 3.04 }).Verdict);

    [Fact]
    public void A_first_SQL_command_where_the_baseline_saw_none_regresses()
    {
        var none = Program.Baseline(3);
        var section = none.Environments[0];
        none = none with
        {
            Environments =
            [
                section with
                {
                    Runs = [.. section.Runs.Select(run => run with
                    {
                        Total = run.Total with { Channels = run.Total.Channels.Where(pair => pair.Key != RegressionChannel.SqlCommands).ToDictionary() },
                    })],
                },
            ],
        };
        var comparison = Compare(Program, none);
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Equal(3, Total(comparison, RegressionChannel.SqlCommands).Change);
    }

    [Fact]
    public void Six_percent_more_allocations_regress_and_three_do_not()
    {
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program with { Allocated = 20_000 * 1.07 }).Verdict);
        Assert.Equal(RegressionVerdict.Passed, Compare(Program with { Allocated = 20_000 * 1.02 }).Verdict);
    }

    [Fact]
    public void Two_kilobytes_kept_of_every_iteration_regress()
    {
        var comparison = Compare(Program with { Retained = 4800 * 2048 });
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Total(comparison, RegressionChannel.Retained).Verdict);
    }

    [Fact]
    public void A_few_megabytes_kept_in_all_are_no_leak()
        => Assert.Equal(RegressionVerdict.Passed, Compare(Program with { Retained = 5_000_000 }).Verdict);

    /// <summary>What the runtime itself keeps is more per iteration where there are fewer.</summary>
    [Fact]
    public void The_same_memory_kept_by_a_tenth_of_the_iterations_is_no_leak()
    {
        var keeping = Program with { Retained = 3_000_000 };
        Assert.NotEqual(RegressionVerdict.Regressed, Compare(keeping with { PerBlock = 20 }, keeping.Baseline(5)).Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Compare(keeping with { PerBlock = 20, Retained = 16_000_000 }, keeping.Baseline(5)).Verdict);
    }

    [Fact]
    public void A_few_bytes_more_of_code_that_allocates_nothing_are_no_regression()
    {
        var frugal = Program with { Allocated = 16 };
        Assert.Equal(RegressionVerdict.Passed, Compare(frugal with { Allocated = 59 }, frugal.Baseline(5)).Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Compare(frugal with { Allocated = 500 }, frugal.Baseline(5)).Verdict);
    }

    /// <summary>The same five runs, made one after the other and on five days.</summary>
    [Fact]
    public void What_one_occasion_cannot_know_about_a_machine_does_not_fail_code_that_computes()
    {
        var section = Baseline.Environments[0];
        var sameDay = Baseline with
        {
            Environments = [section with { Runs = [.. section.Runs.Select((run, index) => run with { RecordedAt = DateTimeOffset.UnixEpoch.AddMinutes(index) })] }],
        };
        var comparison = Compare(Program.Slower(1.35), sameDay);
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.Contains("record again on other days", Total(comparison, RegressionChannel.Cost).Note, StringComparison.Ordinal);
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program.Slower(2), sameDay).Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program.Slower(1.35)).Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program with { SqlCommands = 4 }, sameDay).Verdict);
        Assert.Equal(RegressionVerdict.Passed, Compare(Program, sameDay).Verdict);

        // A second run within what occasions differ by confirms nothing.
        var second = Compare(Program.Slower(1.09), sameDay);
        Assert.Equal(RegressionVerdict.Inconclusive, RegressionTest.Confirm(Compare(Program.Slower(2), sameDay), second, TimeSpan.FromSeconds(8), null).Verdict);
    }

    [Fact]
    public void More_errors_regress()
    {
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program with { FailureRate = 0.01 }).Verdict);
        var failing = (Program with { FailureRate = 0.01 }).Baseline(5);
        Assert.Equal(RegressionVerdict.Passed, Compare(Program with { FailureRate = 0.015 }, failing).Verdict);
    }

    [Fact]
    public void Thirty_percent_more_time_and_cost_regress_and_thirty_percent_less_improve()
    {
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program.Slower(1.3)).Verdict);
        var faster = Compare(Program.Slower(1 / 1.3));
        Assert.Equal(RegressionVerdict.Improved, faster.Verdict);
        Assert.True(Total(faster, RegressionChannel.P95).Change < -0.2);
    }

    [Fact]
    public void A_step_that_alone_got_slower_is_named()
    {
        var comparison = Compare(Program with { Step = 1.4 });
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.All(comparison.Channels.Where(each => each.Verdict == RegressionVerdict.Regressed), each => Assert.Equal("search", each.Step));
    }

    [Fact]
    public void Another_environment_never_fails_on_time_and_says_what_was_judged_instead()
    {
        var other = SimulatedProgram.Machine with { Processor = "Another CPU" };
        var slower = Compare(Program.Slower(3), machine: other);
        Assert.Equal(RegressionVerdict.NoBaseline, slower.Verdict);
        Assert.Contains("judged were allocations, retained memory, errors and SQL commands, which do not depend on the machine", slower.Reason, StringComparison.Ordinal);
        Assert.Equal(RegressionVerdict.Regressed, Compare(Program with { SqlCommands = 4 }, machine: other).Verdict);
    }

    [Fact]
    public void Allocations_are_not_compared_across_runtimes()
    {
        var other = SimulatedProgram.Machine with { Runtime = ".NET 11.0" };
        var comparison = Compare(Program with { Allocated = 40_000 }, machine: other);
        Assert.Equal(RegressionVerdict.NoBaseline, comparison.Verdict);
        Assert.DoesNotContain(comparison.Channels, each => each.Channel == RegressionChannel.Allocations);
    }

    [Fact]
    public void A_slower_clock_is_another_machine()
    {
        var comparison = Compare(Program.Slower(1.3) with { KernelTime = TimeSpan.FromMicroseconds(260) });
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.StartsWith("this machine computes 23.8% slower than the baseline's did", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_busy_machine_times_of_code_that_computes_cannot_regress_but_its_cost_can()
    {
        // Foreign shares: 0.19 in every block is too much for times and like enough for cost.
        var busy = Program with { ForeignShare = 0.19 };
        Assert.Equal(RegressionVerdict.Passed, Compare(busy).Verdict);
        Assert.Equal(RegressionVerdict.Inconclusive, Total(Compare(busy.Slower(1.4) with { Cost = 1 }), RegressionChannel.P95).Verdict);
        var comparison = Compare(busy with { Cost = Program.Cost * 1.4 });
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Equal([RegressionChannel.Cost], comparison.Channels.Where(each => each.Verdict == RegressionVerdict.Regressed).Select(each => each.Channel));
    }

    [Fact]
    public void On_a_very_busy_machine_neither_times_nor_cost_of_code_that_computes_regress()
        => Assert.Equal(RegressionVerdict.Inconclusive, Compare(Program.Slower(1.5) with { Bursts = 1 }).Verdict);

    [Fact]
    public void Cost_is_not_compared_with_a_run_that_had_another_share_of_the_machine()
    {
        // Four cores used of four in the baseline, two of four now, at the same cost.
        var full = new SimulatedProgram { Cost = 5 };
        var half = SimulatedProgram.Compare(full.Baseline(5), (full with { PerBlock = 100, Cost = 6.5 }).Summary(1));
        Assert.Equal(RegressionVerdict.Inconclusive, Total(half, RegressionChannel.Cost).Verdict);
        Assert.Contains("another share of the machine", Total(half, RegressionChannel.Cost).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calm_run_does_not_pass_against_a_baseline_from_a_busy_machine()
    {
        var comparison = Compare(Program, (Program with { Bursts = 1 }).Baseline(5));
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
        Assert.Contains("record it again on a calm machine", comparison.ToString().ReplaceLineEndings(" ").Replace("                ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_without_iterations_belong_to_their_neighbours_and_hide_nothing()
    {
        var set = Program.Slower(1.4).Run(1);
        var starved = set with
        {
            Blocks = [.. set.Blocks.Select((block, index) => index is 0 or 5 or 6 ? block with { Series = [BlockSeries.Empty, BlockSeries.Empty], SqlCommands = 0 } : block)],
        };
        var comparison = SimulatedProgram.Compare(Baseline, RunSummaryBuilder.Build(starved, DateTimeOffset.UnixEpoch, null));
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Total(comparison, RegressionChannel.P95).Verdict);
    }

    [Fact]
    public void A_run_without_a_single_success_never_passes()
    {
        var set = Program.Run(1);
        var dead = set with { Blocks = [.. set.Blocks.Select(block => block with { Series = [new BlockSeries(BlockHistogram.Empty, 0, 0, 0)] })] };
        Assert.Equal(
            RegressionVerdict.Inconclusive,
            SimulatedProgram.Compare(Baseline, RunSummaryBuilder.Build(dead, DateTimeOffset.UnixEpoch, null)).Verdict);
    }

    [Fact]
    public void A_test_that_waits_is_judged_on_a_busy_machine_and_its_cost_is_not()
    {
        var waiting = new SimulatedProgram { Median = 25, Cost = 0.1 };
        var comparison = SimulatedProgram.Compare(waiting.Baseline(5), (waiting with { Median = 25 * 1.25, Bursts = 0, Cost = 0.2 }).Summary(1));
        Assert.Equal(RegressionVerdict.Regressed, comparison.Verdict);
        Assert.NotEqual(RegressionVerdict.Regressed, Total(comparison, RegressionChannel.Cost).Verdict);
    }

    [Fact]
    public void A_short_run_is_judged_on_what_can_be_counted()
    {
        var brief = Program with { Blocks = 3 };
        Assert.Equal(RegressionVerdict.Inconclusive, Compare(brief.Slower(2)).Verdict);
        Assert.Equal(RegressionVerdict.Regressed, Compare(brief with { SqlCommands = 4 }).Verdict);
    }

    [Fact]
    public void The_smallest_visible_change_is_no_smaller_than_the_limit_and_shrinks_with_more_baseline_runs()
    {
        var noisy = Program with { BetweenBlocks = 0.15 };
        var one = Total(SimulatedProgram.Compare(noisy.Baseline(1), noisy.Summary(1)), RegressionChannel.P95);
        var eight = Total(SimulatedProgram.Compare(noisy.Baseline(8), noisy.Summary(1)), RegressionChannel.P95);
        Assert.True(one.SmallestVisible >= one.Limit - 1e-9);
        Assert.True(eight.SmallestVisible < one.SmallestVisible);
    }

    [Fact]
    public void A_wide_spread_learned_before_a_rebase_still_counts()
    {
        var section = Baseline.Environments[0];
        var rebased = Baseline with
        {
            Environments =
            [
                section with
                {
                    Runs = [section.Runs[0]],
                    InheritedVariance = new Dictionary<(string, RegressionChannel), double>
                    {
                        [("", RegressionChannel.P95)] = 0.2 * 0.2,
                        [("", RegressionChannel.P50)] = 0.2 * 0.2,
                        [("", RegressionChannel.Cost)] = 0.2 * 0.2,
                    },
                },
            ],
        };
        var comparison = SimulatedProgram.Compare(rebased, (Program with { Step = 0 }).Slower(1.25).Summary(1));
        Assert.Equal(RegressionVerdict.Inconclusive, comparison.Verdict);
    }
}
