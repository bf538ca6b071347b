using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Profiles;

/// <summary>The recovery of a target whose queue drains in a known time, in virtual time.</summary>
public class SpikeTruthTests
{
    /// <summary>
    /// One place serves 100/s. At a rate r above that, r − 100 pile up per second; at the usual rate u the queue loses 100 − u per second.
    /// A ramp from u to p in 1 s piles up (p − 100)² / 2(p − u).
    /// </summary>
    [Theory]
    [InlineData(50, 300, 3)]
    [InlineData(50, 200, 2)]
    [InlineData(80, 150, 4)]
    [InlineData(20, 500, 1)]
    public void Recovery_time_is_that_of_the_queue_within_a_fifth(int usual, int peak, int hold)
    {
        var queue = (Math.Pow(peak - 100, 2) / 2 / (peak - usual)) + ((peak - 100) * hold);
        var drain = queue / (100 - usual);

        var spike = Ask(new SpikeSettings { From = $"{usual}/s", Peak = $"{peak}/s", Hold = $"{hold}s", Observe = "60s" });

        Assert.InRange(spike.RecoveryTime!.Value.TotalSeconds, drain * 0.8, drain * 1.2);
        Assert.Equal(spike.RecoveryTime.Value.TotalSeconds + 1 + hold, spike.RecoveryTimeFromStart!.Value.TotalSeconds, 0.001);
        Assert.Equal(10, spike.P95Before.TotalMilliseconds, 0.1);
        Assert.InRange(spike.WorstP95.TotalSeconds, queue / 100 * 0.8, queue / 100 * 1.05);
        Assert.Equal(Verdict.Passed, spike.Verdict);
    }

    /// <summary>Of 500 users on one place all but one leave as they are served: a queue of 500 at 100/s is 5 s.</summary>
    [Fact]
    public void Users_who_leave_drain_the_queue_of_the_closed_model()
    {
        var spike = Ask(new SpikeSettings { From = 1, Peak = 500, RampUp = "1s", Hold = "8s", Observe = "30s" }, places: 1);

        Assert.InRange(spike.RecoveryTime!.Value.TotalSeconds, 5 * 0.8, 5 * 1.2);
    }

    [Fact]
    public void Never_recovered_in_the_observed_time_is_a_failure()
    {
        var spike = Ask(new SpikeSettings { From = "50/s", Peak = "300/s", Hold = "3s", Observe = "5s" });

        Assert.Null(spike.RecoveryTime);
        Assert.Equal(Verdict.Failed, spike.Verdict);
        Assert.StartsWith("Never recovered in the 5 s after the spike.", spike.Answer, StringComparison.Ordinal);
        Assert.StartsWith("Expected virtual to recover from 300/s, but this failed: Never recovered", spike.FailureText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10s", Verdict.Failed)]
    [InlineData("17s", Verdict.Passed)]
    public void Recovery_is_held_against_the_time_that_is_allowed(string within, Verdict verdict)
        => Assert.Equal(verdict, Ask(new SpikeSettings { From = "50/s", Peak = "300/s", Hold = "3s", Observe = "30s", RecoveredWithin = within }).Verdict);

    [Fact]
    public void A_spike_below_the_capacity_changes_nothing()
    {
        var spike = Ask(new SpikeSettings { From = "20/s", Peak = "90/s", Hold = "3s", Observe = "10s" });

        Assert.Equal(TimeSpan.Zero, spike.RecoveryTime);
        Assert.StartsWith("The spike changed nothing.", spike.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_that_go_on_after_the_spike_are_no_recovery_until_they_end()
    {
        var spike = Ask(new SpikeSettings { From = "50/s", Peak = "90/s", Hold = "2s", Observe = "20s" }, wrong: (TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(13)));

        // Up to 8 s is the spike; from 13 s on nothing fails.
        Assert.InRange(spike.RecoveryTime!.Value.TotalSeconds, 4.9, 5.6);
        Assert.True(spike.FailedDuring > 300);
        Assert.Equal(Verdict.Passed, spike.Verdict);
    }

    [Fact]
    public void Too_little_before_the_spike_is_inconclusive()
    {
        var spike = Ask(new SpikeSettings { From = "5/s", Peak = "300/s", Before = "2s", Hold = "1s", Observe = "5s" });

        Assert.Equal(Verdict.Inconclusive, spike.Verdict);
        Assert.Contains("Make Before longer.", spike.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_expectation_is_judged_as_well()
    {
        var spike = Ask(new SpikeSettings { From = "50/s", Peak = "300/s", Hold = "3s", Observe = "30s" }, expectation: "max < 1s");

        Assert.Equal(Verdict.Failed, spike.Verdict);
        Assert.Contains("✗ Expected max response time", spike.ToString().Replace("\n                ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_block_has_a_row_for_each_phase()
    {
        var block = Ask(new SpikeSettings { From = "50/s", Peak = "300/s", Hold = "3s", Observe = "30s" }).ToString();

        Assert.All(block.Split('\n').Where(line => !line.StartsWith("PerfAssert", StringComparison.Ordinal)), line => Assert.True(PlainText.Width(line) <= 100, line));
        foreach (var phase in new[] { "before ", "spike ", "recovering ", "after " })
            Assert.Contains($"\n  {phase}", block, StringComparison.Ordinal);
        Assert.StartsWith("── ✓ SPIKE: PASSED ── virtual ─", block, StringComparison.Ordinal);
    }

    private static SpikeResult Ask(SpikeSettings settings, int places = 1, string? expectation = null, (TimeSpan From, TimeSpan To)? wrong = null)
    {
        var reader = new SettingsReader();
        var profile = SpikeProfile.Read(settings, reader);
        Assert.Empty(reader.Errors);
        var plan = EngineRun.Plan(settings.From!.Value.IsRate
            ? new OpenWorkload { MaxUsers = 5000, MaxStartDelay = TimeSpan.FromMinutes(5), Stages = [Stage.Hold(1, TimeSpan.FromSeconds(1))] }
            : new ClosedWorkload { Users = 1, Stages = [Stage.Hold(1, TimeSpan.FromSeconds(1))] }) with
        {
            GracefulStop = TimeSpan.FromMinutes(5),
            Expectations = expectation is null ? [] : [Expectation.Parse(expectation)],
        };
        return VirtualProfile.Ask(
            new SpikeMeasurement(profile!, plan),
            plan,
            (time, _) =>
            {
                var target = new KnownCapacity(time, places, TimeSpan.FromMilliseconds(10));
                var start = time.Now;
                return async user =>
                {
                    await target.ServeAsync(user);
                    var now = EngineTime.Span(time.Now - start);
                    if (wrong is { } period && now >= period.From && now < period.To)
                        user.Fail("out of order");
                };
            },
            new ProfilePart(null) { MayOverload = true, BlockCapacity = SpikeMeasurement.BlockCapacity });
    }
}
