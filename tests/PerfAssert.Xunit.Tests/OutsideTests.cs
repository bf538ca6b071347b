using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

/// <summary>Settings files, variables and scenarios as a runner sees them. Alone, because the environment holds for the whole process.</summary>
[Collection(nameof(OutsideTests))]
[CollectionDefinition(nameof(OutsideTests), DisableParallelization = true)]
public sealed class OutsideTests : IDisposable
{
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("perfassert-").FullName, "perfassert.json");

    public OutsideTests() => Environment.SetEnvironmentVariable(OutsideSettings.FileVariable, file);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(OutsideSettings.FileVariable, null);
        Environment.SetEnvironmentVariable("PERFASSERT_USERS", null);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_variable_and_a_file_change_the_load_and_the_output_says_so()
    {
        Write("""{ "tests": { "Outside.Written": { "iterationsPerUser": 2 } } }""");
        Environment.SetEnvironmentVariable("PERFASSERT_USERS", "3");

        var result = (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Written))).Single;

        Assert.Equal("passed", result.Outcome);
        Assert.Equal(6, Journal.Take<Outside>().Count);
        Assert.Contains("  Overrides     Users 3 instead of 4 (PERFASSERT_USERS); IterationsPerUser 2 instead of 5", result.Output);
    }

    [Fact]
    public async Task The_steps_of_a_profile_have_another_length_and_their_own_levels()
    {
        Write("""{ "all": { "duration": "500ms" } }""");
        Environment.SetEnvironmentVariable("PERFASSERT_USERS", "7");

        var result = (await InnerRun.OfAsync(typeof(Profiles), nameof(Profiles.Stepped_up))).Single;

        Assert.True(result.Outcome == "passed", result.Message);
        Assert.Contains("  Load          1 → 2 users, each for 500 ms after 0 ms to settle", result.Output);
        Assert.Contains("  Overrides     Duration 500ms instead of 300ms (", result.Output);
        Assert.DoesNotContain("PERFASSERT_USERS", result.Output);
    }

    [Fact]
    public async Task A_preset_is_overridden_one_value_at_a_time()
    {
        Write("{}");

        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Preset))).Single.Outcome);
        Assert.Equal(3, Journal.Take<Outside>().Count);
    }

    [Fact]
    public async Task A_test_without_a_load_takes_that_of_the_file()
    {
        Write("""{ "tests": { "Outside.*": { "users": 2, "iterations": 4 } } }""");

        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Bare))).Single.Outcome);
        Assert.Equal(4, Journal.Take<Outside>().Count);
    }

    [Fact]
    public async Task A_scenario_gives_the_load_and_the_attribute_takes_the_place_of_its_values()
    {
        Write("""{ "scenarios": { "night": { "users": 2, "duration": "1h" } } }""");

        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Scenario))).Single.Outcome);
        Assert.Equal(6, Journal.Take<Outside>().Count);
    }

    [Fact]
    public async Task A_theory_runs_each_scenario_under_its_load()
    {
        Write("""{ "scenarios": { "night": { "users": 9, "iterations": 3 }, "day": { "iterationsPerUser": 2 } } }""");

        var run = await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Each));

        Assert.Equal(["passed", "passed"], run.Results.Select(result => result.Outcome));
        Assert.Contains("2 users, 3 iterations", run["Outside.Each(scenario: \"night\")"].Output);
        Assert.Contains("2 users, 2 iterations each", run["Outside.Each(scenario: \"day\")"].Output);
        Assert.Equal(["day", "day", "day", "day", "night", "night", "night"], Journal.Take<Outside>().Order());
    }

    [Fact]
    public async Task A_body_may_choose_scenarios()
    {
        Write("""{ "all": { "users": 3 }, "scenarios": { "night": { "users": 9, "iterations": 4 }, "day": { "users": 2, "iterationsPerUser": 2 } } }""");

        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Chosen))).Single.Outcome);
        Assert.Equal(["night: 4 by 3", "day: 6 by 3"], Journal.Take<Outside>());
    }

    [Theory]
    [InlineData(nameof(Outside.Written), "{ \"all\": { \"userz\": 5 } }", "The load test cannot start: FILE(1): \"userz\" is not one of the settings. Did you mean \"users\"?")]
    [InlineData(nameof(Outside.Unknown_scenario), "{ \"scenarios\": { \"night\": {} } }", "The load test cannot start: Scenario = \"nigth\" names no scenario of FILE. Did you mean \"night\"? The scenarios are: night.")]
    [InlineData(nameof(Outside.Unknown_scenario), "{}", "The load test cannot start: Scenario = \"nigth\" names no scenario of FILE. Write \"scenarios\": { … } into it.")]
    [InlineData(nameof(Outside.Unknown_file), "{}", "The load test cannot start: ScenarioFile = \"nowhere.json\" names a file that is not there: looked in ")]
    [InlineData(nameof(Outside.Each_mistaken), "{ \"scenarios\": { \"night\": { \"iterations\": 3 }, \"day\": { \"iterations\": 2, \"rampUp\": \"1s\" } } }", "The load test cannot start, 2 settings need a change:\n  1. Users = 0 is less than 1. Write at least 1, such as Users = 50.\n  2. Scenario \"day\": RampUp = \"1s\" (perfassert.json(1)), Iterations = 2 (perfassert.json(1)) cannot be combined: ")]
    [InlineData(nameof(Outside.Each_of_one), "{ \"scenarios\": { \"night\": { \"users\": 1, \"iterations\": 3 } } }", "The load test cannot start: Scenario = \"night\" has no place beside [ScenarioData], which runs every scenario of its file. Remove one of them; the file of [ScenarioData] is its argument.")]
    [InlineData(nameof(Outside.Each), "{ \"scenarios\": {} }", "The load test cannot start: [LoadTheory] Each has data attributes that give no row.")]
    public async Task A_mistake_is_one_failing_test(string method, string text, string message)
    {
        Write(text);

        var result = (await InnerRun.OfAsync(typeof(Outside), method)).Single;

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith(message, result.Message.Replace(file, "FILE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_mistake()
        => Assert.StartsWith(
            $"The load test cannot start: PERFASSERT_SETTINGS={file} names a file that is not there: looked in ",
            (await InnerRun.OfAsync(typeof(Outside), nameof(Outside.Written))).Single.Message);

    [Theory]
    [InlineData(nameof(Outside.Written), 1)]
    [InlineData(nameof(Outside.Each), 2)]
    public async Task A_file_that_is_mended_after_the_tests_were_discovered_lets_them_run(string method, int tests)
    {
        Write("{ \"all\": ");

        var run = await InnerRun.OfAsync(
            [typeof(Outside)],
            testCase => testCase.TestMethod.Method.Name == method,
            beforeRun: () => Write("""{ "scenarios": { "night": { "iterations": 3 }, "day": { "iterations": 2 } } }"""));

        Assert.Single(run.Cases);
        Assert.Equal(Enumerable.Repeat("passed", tests), run.Results.Select(result => result.Outcome));
        Journal.Take<Outside>();
    }

    [Fact]
    public async Task A_file_that_is_broken_after_the_tests_were_discovered_fails_them()
    {
        Write("{}");

        var run = await InnerRun.OfAsync(
            [typeof(Outside)], testCase => testCase.TestMethod.Method.Name == nameof(Outside.Written), beforeRun: () => Write("{ \"all\": "));

        Assert.Equal("failed", run.Single.Outcome);
        Assert.StartsWith($"The load test cannot start: {file}(1) cannot be read: ", run.Single.Message);
    }

    [Fact]
    public void A_pattern_that_means_no_test_is_noted_where_the_file_is_the_projects_own()
    {
        Write("""{ "tests": { "Outside.Writen": {}, "Outside.W*": {}, "*.Bare": {} }, "environments": { "ci": { "tests": { "Elsewhere.*": {}, "Outsiders.*": {} } } } }""");
        Assert.Empty(SettingsNotes.Of(typeof(Outside).Assembly));

        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "Shop.Tests.csproj"), "");

        Assert.Equal(
            [
                $"{file}(1): \"Outside.Writen\" means no load test of PerfAssert.Xunit.Fixtures. Did you mean \"Outside.Written\"?",
                $"{file}(1): \"Elsewhere.*\" means no load test of PerfAssert.Xunit.Fixtures.",
                $"{file}(1): \"Outsiders.*\" means no load test of PerfAssert.Xunit.Fixtures. Did you mean \"Outside.*\"?",
            ],
            SettingsNotes.Of(typeof(Outside).Assembly));
    }

    private void Write(string text) => File.WriteAllText(file, text);
}
