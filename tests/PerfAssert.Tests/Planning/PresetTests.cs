using Xunit;

namespace PerfAssert.Tests.Planning;

public class PresetTests
{
    [Theory]
    [InlineData(LoadPreset.Light, "5 users, 10 s, warm-up (auto)")]
    [InlineData(LoadPreset.Medium, "20 users, 30 s, warm-up (auto)")]
    [InlineData(LoadPreset.Heavy, "0→100 users in 30 s, 100 users for 90 s, warm-up (auto)")]
    public void A_preset_is_a_load(LoadPreset preset, string words) => Assert.Equal(words, Words(new() { Preset = preset }));

    [Fact]
    public void What_is_written_takes_the_place_of_one_value_of_the_preset()
    {
        Assert.Equal("8 users, 10 s, warm-up (auto)", Words(new() { Preset = LoadPreset.Light, Users = 8 }));
        Assert.Equal("5 users, 20 s, warm-up (auto)", Words(new() { Preset = LoadPreset.Light, Duration = "20s" }));
        Assert.Equal("0→100 users in 2 s, 100 users for 90 s, warm-up (auto)", Words(new() { Preset = LoadPreset.Heavy, RampUp = "2s" }));
        Assert.Equal("5 users, 10 s, think time 1 s, warm-up 2 s", Words(new() { Preset = LoadPreset.Light, ThinkTime = "1s", WarmUp = "2s" }));
    }

    [Fact]
    public void What_would_contradict_a_written_value_goes()
    {
        Assert.Equal("0/s→200/s in 30 s, 200/s for 90 s, up to 200 users, warm-up (auto)", Words(new() { Preset = LoadPreset.Heavy, ArrivalRate = "200/s" }));
        Assert.Equal("7 users for 5 s, 9 users for 5 s, warm-up (auto)", Words(new() { Preset = LoadPreset.Heavy, Stages = "7 for 5s, 9 for 5s" }));
        Assert.Equal("100 users, 500 iterations, no warm-up", Words(new() { Preset = LoadPreset.Heavy, Iterations = 500 }));
        Assert.Equal("100 users, 5 iterations each, no warm-up", Words(new() { Preset = LoadPreset.Heavy, IterationsPerUser = 5 }));
        Assert.Equal("5 users, 3 s, 500 iterations, warm-up (auto)", Words(new() { Preset = LoadPreset.Light, Iterations = 500, Duration = "3s", WarmUp = "auto" }));
    }

    [Fact]
    public void A_mistake_says_which_value_is_the_presets()
    {
        Says(new() { Preset = LoadPreset.Light, MaxUsers = 10 }, """MaxUsers = 10 has no place beside Users = 5 (LoadPreset.Light): it belongs to a rate of arrivals, and here the number of users is given. Remove MaxUsers, or write ArrivalRate = "200/s" instead of Users = 5.""");
        Says(new() { Preset = LoadPreset.Heavy, Iterations = 5, RampUp = "1s" }, """RampUp = "1s", Iterations = 5 cannot be combined: a load that ends by a number of iterations may end before or within a ramp. Remove the ramp, or limit the load by Duration alone.""");
        Says(new() { Preset = LoadPreset.Light, Stages = "5 for 5s", Users = 3 }, """Stages = "5 for 5s", Users = 3 cannot be combined: the stages alone say how much load there is, and for how long. Remove Stages, or remove what stands beside it (Users).""");
    }

    [Theory]
    [InlineData("0→10 in 2s, 10 for 6s, →0 in 2s", 20, null, "0→20 in 2s, 20 for 6s, →0 in 2s")]
    [InlineData("0→10 in 2s, 10 for 6s, →0 in 2s", null, "5s", "0→10 in 1s, 10 for 3s, →0 in 1s")]
    [InlineData("0→10 in 2s, 1 for 6s", 3, "800ms", "0→3 in 200ms, 1 for 600ms")]
    public void Levels_and_lengths_over_stages_keep_their_shape(string stages, int? users, string? duration, string expected)
    {
        var settings = SettingLayers.Over(new() { Users = users, Duration = duration }, new() { Stages = stages });

        Assert.Equal(expected, settings.Stages);
        Assert.Null(settings.Users);
        Assert.Null(settings.Duration);
    }

    [Fact]
    public void A_rate_over_stages_of_rates_is_their_peak()
        => Assert.Equal("0/s→50/s in 10s, 50/s for 60s, →25/s in 5s", SettingLayers.Over(new() { ArrivalRate = "50/s" }, new() { Stages = "0/s→200/s in 10s, 200/s for 60s, →100/s in 5s" }).Stages);

    [Fact]
    public void The_other_model_over_stages_replaces_them_and_lasts_as_long()
    {
        var open = SettingLayers.Over(new() { ArrivalRate = "50/s" }, new() { Stages = "0→200 in 10s, 200 for 60s", ThinkTime = "1s" });
        Assert.Equal(("50/s", "70s", null, null), (open.ArrivalRate, open.Duration, open.Stages, open.ThinkTime));

        var closed = SettingLayers.Over(new() { Users = 5, Duration = "3s" }, new() { Stages = "200/s for 60s", MaxUsers = 9 });
        Assert.Equal((5, "3s", null, null), (closed.Users, closed.Duration, closed.Stages, closed.MaxUsers));
    }

    [Fact]
    public void A_number_of_iterations_over_stages_replaces_them()
    {
        var settings = SettingLayers.Over(new() { Users = 2, Iterations = 10 }, new() { Stages = "50 for 60s", ThinkTime = "1s" });

        Assert.Equal((2, 10L, null, null, "1s"), (settings.Users, settings.Iterations, settings.Stages, settings.Duration, settings.ThinkTime));
    }

    [Fact]
    public void A_level_that_cannot_be_is_left_to_the_validation()
        => Says(
            SettingLayers.Over(new() { Users = 0 }, new() { Stages = "5 for 5s" }),
            "Users = 0 is less than 1. Write at least 1, such as Users = 50.",
            "Users = 0 does not say when the load ends. Add a duration, such as Users = 0, Duration = \"60s\", or a number of iterations, such as Iterations = 500.");

    [Fact]
    public void Every_setting_of_a_load_can_stand_in_a_file()
        => Assert.Equal(
            typeof(LoadSettings).GetProperties().Select(property => property.Name).Order().Except(
                [nameof(LoadSettings.Name), nameof(LoadSettings.Expectations), nameof(LoadSettings.AllowErrors), nameof(LoadSettings.AllowDebugBuild), nameof(LoadSettings.EndWhenHopeless), nameof(LoadSettings.LeakCheck)]),
            SettingDefinitions.All.Select(setting => setting.Name).Order());

    [Fact]
    public void Weights_of_actions_are_above_zero()
    {
        var actions = new Dictionary<string, double> { ["browse"] = 70, ["buy"] = 0 };
        Says(new() { Users = 1, Iterations = 1, Actions = actions }, """Actions = { "browse": 70, "buy": 0 } gives "buy" a weight of 0, which is not above zero. Write a weight above zero, or leave "buy" out: what is not named does not run.""");
        actions["buy"] = 30;
        Assert.Equal(actions, LoadPlanValidator.CreatePlan(new() { Users = 1, Iterations = 1, Actions = actions }).Actions);
    }

    private static string Words(LoadSettings settings) => PlanText.Describe(LoadPlanValidator.CreatePlan(settings));

    private static void Says(LoadSettings settings, params string[] errors)
        => Assert.Equal(errors, LoadPlanValidator.Validate(settings, out _).Select(error => error.ToString()));
}
