using FluentAssertions.Extensions;
using PerfAssert.Tests.Execution;
using PerfAssert.Tests.Fabricated;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Fluent;

/// <summary>Each assertion of a profile's answer once with a limit that holds and once with one that does not.</summary>
public class ProfileAssertionsTests
{
    private static readonly ProfileContext Context = new("Shop", FabricatedResult.Plan("Shop"), default, InProcess: true);

    [Fact]
    public void Capacity_holds_up_to_the_last_good_level_and_fails_from_the_first_bad_one()
    {
        var stress = Stress(limitedByGenerator: false);

        stress.Should().HaveCapacityAtLeast(20).And.HaveCapacityAtLeast("15 users").And.Pass();
        Fails(() => stress.Should().HaveCapacityAtLeast(40, "of {0}", "Friday"), "Expected Shop to hold at least 40 users because of Friday, but this failed: Holds 20 users, and 40 users no longer. too slow");
    }

    [Fact]
    public void A_level_between_the_two_was_not_tried()
        => Fails(() => Stress(limitedByGenerator: false).Should().HaveCapacityAtLeast(30), "Expected Shop to hold at least 30 users, but this is inconclusive: 30 users was not tried; AtLeast = 30 makes it a step.");

    [Fact]
    public void The_limit_of_the_generator_is_not_the_limit_of_the_service()
        => Fails(() => Stress(limitedByGenerator: true).Should().HaveCapacityAtLeast(40), "Expected Shop to hold at least 40 users, but this could not be measured: Holds at least 20 users.");

    [Fact]
    public void Users_say_nothing_of_a_rate()
        => Fails(() => Stress(limitedByGenerator: false).Should().HaveCapacityAtLeast("50/s"), "Expected Shop to hold at least 50/s, but this could not be measured: The search went up in users, not in rates.");

    [Fact]
    public void A_series_passes_when_its_steps_do()
    {
        var profile = StepSeriesProfile.Read(new StepSeriesSettings { Steps = "5 → 10 users", StepDuration = "10s" }, new SettingsReader())!;

        new StepSeriesResult(Context, profile, [FabricatedResult.Create()]).Should().Pass();
        Fails(() => new StepSeriesResult(Context, profile, []).Should().Pass(), "Expected every step of Shop to pass, but this could not be measured: Nothing was measured.");
    }

    [Fact]
    public void Recovery_is_held_against_the_limit()
    {
        var profile = SpikeProfile.Read(new SpikeSettings { From = 1, Peak = 100, Before = "5s", RampUp = "0s", Hold = "5s", Observe = "20s" }, new SettingsReader())!;
        var run = EngineRun.Run(profile.Plan(EngineRun.Closed(1, TimeSpan.FromSeconds(1))), (user, time) =>
            user.PauseAsync(TimeSpan.FromMilliseconds(time.Now < EngineTime.Second * 14 && time.Now > EngineTime.Second * 6 ? 40 : 10)));
        var spike = new SpikeResult(Context, profile, run);

        // Slow from the start of the spike at 5 s to 13 s; it ends at 10 s.
        spike.Should().HaveRecoveredWithin(4.Seconds()).And.HaveErrorRateDuringSpikeBelow(1.Percent());
        Fails(() => spike.Should().HaveRecoveredWithin(2.Seconds()), "Expected Shop to recover from 100 users within 2 s, but this failed: Recovered 3");
        Fails(() => spike.Should().HaveErrorRateDuringSpikeBelow(0.Percent()), "Expected the error rate of Shop during the spike to be below 0%, but this failed: it was 0%, 0 failed.");
    }

    [Fact]
    public void Growth_is_held_against_the_limit()
    {
        var profile = VolumeProfile.Read(new VolumeSettings { Rows = "10, 1000" }, new SettingsReader())!;
        var volume = new VolumeResult(Context, profile, [new(10, FabricatedResult.Create(Enumerable.Repeat(10.0, 100))), new(1000, FabricatedResult.Create(Enumerable.Repeat(1000.0, 100)))]);

        volume.Should().HaveGrowthExponentBelow(1.1);
        Fails(() => volume.Should().HaveGrowthExponentBelow(0.5), "Expected the time of Shop to grow less than rows^0.5, but this failed: Time grows as rows^1.00");
    }

    private static void Fails(Action assertion, string message)
        => Assert.StartsWith(message, Assert.ThrowsAny<XunitException>(assertion).Message, StringComparison.Ordinal);

    private static StressResult Stress(bool limitedByGenerator)
    {
        var profile = StressProfile.Read(new StressSettings { From = 10, To = 40, Factor = 2, StepDuration = "10s" }, new SettingsReader())!;
        var run = FabricatedResult.Create();
        return new StressResult(Context, profile,
        [
            new(10, run, StressOutcome.Held, [], false), new(20, run, StressOutcome.Held, [], false),
            new(40, run, limitedByGenerator ? StressOutcome.GeneratorLimited : StressOutcome.Failed, ["too slow"], false),
        ]);
    }
}
