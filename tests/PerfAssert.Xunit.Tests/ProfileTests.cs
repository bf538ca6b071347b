using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class ProfileTests
{
    /// <summary>Method and the beginning of the text that its test fails with.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { nameof(MistakenProfiles.Without_from), "From is missing, so nothing says where to begin. Write the first level, such as From = 10 or From = \"50/s\"." },
        { nameof(MistakenProfiles.Without_duration), "StepDuration is missing, so nothing says how long a step lasts. Write a length, such as StepDuration = \"10s\"." },
        { nameof(MistakenProfiles.Unreadable), "From = \"lots\" is neither a whole number of users nor a rate. Write a number of users or a rate, such as From = 10 or \"50/s\"." },
        { nameof(MistakenProfiles.Two_models), "To = \"100/s\" is a rate where From is 10 users. Write both as users, such as 100, or both as rates, such as \"100/s\"." },
        { nameof(MistakenProfiles.Downwards), "From = 100, To = 10 do not go up. Write a To above From." },
        { nameof(MistakenProfiles.Two_ways_up), "Step = 10, Factor = 2 are two ways to go up. Keep Step to add, or Factor to multiply." },
        { nameof(MistakenProfiles.No_way_up), "Factor = 1 does not go up. Write a number above 1 and at most 100, such as Factor = 1.5." },
        { nameof(MistakenProfiles.Endless), "Step = 1 makes more than 200 steps from 1 user to 1,000 users. Write larger steps: with Bisect the limit is found between them all the same." },
        { nameof(MistakenProfiles.Out_of_reach), "AtLeast = 200 is outside of the search, which goes from 10 users to 100 users. Write a To of at least AtLeast, and a From of at most that." },
        { nameof(MistakenProfiles.Intolerable), "Tolerance = 2 is no share above 0 and below 1. Write such as Tolerance = 0.05." },
        { nameof(MistakenProfiles.Compared), "[MatchBaseline] beside [StressFact] has nothing to compare: a baseline is of one load that is the same each time, and here it is looked for. Remove it, and compare a [LoadFact] at a level that [StressFact] has found to be held." },
        { nameof(MistakenProfiles.Judged_as_a_load), "Assert = \"Check\" names void Check(LoadResult result), which cannot be called here. Write: void Check(StressResult result)." },
        { nameof(MistakenProfiles.Without_steps), "Steps is missing, so nothing says how much load to apply. Write the levels, such as Steps = \"5 → 20 → 100 users\"." },
        { nameof(MistakenProfiles.Many), "Steps = \"5 → many users\" cannot be read: \"many users\" is neither a whole number of users nor a rate. Write levels with arrows between, such as Steps = \"5 → 20 → 100 users\" or \"50/s → 100/s → 200/s\"." },
        { nameof(MistakenProfiles.Mixed), "Steps = \"5 users → 10/s\" mixes users and rates. Write one of them, such as Steps = \"5 → 20 → 100 users\" or \"50/s → 100/s → 200/s\"." },
        { nameof(MistakenProfiles.One_step), "Steps = \"5 users\" has a single step, which is an ordinary load. Write at least two, such as Steps = \"5 → 20 → 100 users\", or use [LoadFact]." },
        { nameof(MistakenProfiles.Without_peak), "Peak is missing, so there is no spike. Write its level, such as Peak = 1000 or Peak = \"500/s\"." },
        { nameof(MistakenProfiles.Without_level), "Users and ArrivalRate are both missing, so nothing says how much load is usual. Write the level before and after the spike, such as Users = 10 or ArrivalRate = \"20/s\"." },
        { nameof(MistakenProfiles.Spike_of_another_model), "Peak = \"100/s\" is a rate where the level before it is 10 users. Write both as users, such as 10 and 1000, or both as rates, such as \"20/s\" and \"500/s\"." },
        { nameof(MistakenProfiles.Flat), "Peak = 10 is not above 10 users, the level before it. Write a higher Peak." },
        { nameof(MistakenProfiles.Unobserved), "RecoveredWithin = \"10s\", Observe = \"5s\" cannot both hold: what happens later is not observed. Write an Observe of at least RecoveredWithin." },
        { nameof(MistakenProfiles.Better_than_before), "Band = 0.5 is no multiple of the usual P95. Write at least 1, such as Band = 1.25." },
        { nameof(MistakenProfiles.Without_rows), "Rows is missing, so nothing says how many rows there are to be. Write the sizes, such as Rows = \"10^4, 10^5, 10^6\"." },
        { nameof(MistakenProfiles.Unfilled), "Prepare is missing, so nobody fills the store. Name a method, Prepare = nameof(Fill), and write it: async Task Fill(long rows, CancellationToken cancellationToken)." },
        { nameof(MistakenProfiles.Falling), "Rows = \"10^4, 10^3\" does not rise. Write each size once, the smallest first, such as Rows = \"10^4, 10^5, 10^6\"." },
        { nameof(MistakenProfiles.One_size), "Rows = \"1000\" is a single size, at which nothing can grow. Write at least two, such as Rows = \"10^4, 10^5, 10^6\"." },
        { nameof(MistakenProfiles.In_words), "Rows = \"ten, 100\" cannot be read: \"ten\" is no number of rows from 1 to 1,000,000,000,000. Write whole numbers between commas, such as Rows = \"10^4, 10^5, 10^6\"." },
        { nameof(MistakenProfiles.Shrinking), "MaxExponent = -1 is no exponent that a growth can be held against. Write such as MaxExponent = 0.2 for time that hardly depends on the rows, or 1.1 for time in proportion to them." },
        { nameof(MistakenProfiles.Filled_wrongly), "Prepare = \"Check\" names void Check(LoadResult result), which cannot be called here. Write: async Task Check(long rows, CancellationToken cancellationToken)." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_failing_test_that_says_what_to_write_instead(string method, string message)
    {
        var run = await InnerRun.OfAsync(typeof(MistakenProfiles), method);

        Assert.Equal("failed", run.Single.Outcome);
        Assert.Equal("The load test cannot start: " + message, run.Single.Message);
    }

    [Theory]
    [InlineData(nameof(MistakenProfiles.Beside), "Users = 5 has no place here: the levels go From … To, the length of each is StepDuration. Remove Users.", "Duration = \"10s\" has no place here: the levels go From … To, the length of each is StepDuration. Remove Duration.")]
    public async Task Several_mistakes_are_told_at_once(string method, string first, string second)
    {
        var message = (await InnerRun.OfAsync(typeof(MistakenProfiles), method)).Single.Message;

        Assert.Contains("1. " + first, message, StringComparison.Ordinal);
        Assert.Contains("2. " + second, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_are_run_one_after_the_other_and_the_assert_method_has_the_series()
    {
        var result = await RunAsync(nameof(Profiles.Stepped_up));

        Assert.True(result.Outcome == "passed", result.Message);
        Assert.Contains("── ✓ STEPS: PASSED ── Profiles.Stepped_up ─", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  2 users ", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Single(result.Output.Split("PerfAssert │ Profiles.Stepped_up │ 1 → 2 users 300 ms │ ")[1..]);
    }

    [Fact]
    public async Task The_body_may_ask_the_attributes_question_itself()
    {
        var result = await RunAsync(nameof(Profiles.Searched));

        Assert.True(result.Outcome == "passed", result.Message);
        Assert.Contains("last good 4 users", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_held_fails_with_the_answer_the_table_and_the_folder()
    {
        var result = await RunAsync(nameof(Profiles.Found_wanting));

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith("Expected Profiles.Found_wanting to hold at least 2 users, but this failed: Not even 1 user is held. Expected number of successes", result.Message, StringComparison.Ordinal);
        Assert.Contains("\n  1 user again ", result.Message, StringComparison.Ordinal);
        Assert.Contains("\n  All reports: ", result.Message, StringComparison.Ordinal);
        Assert.Null(result.Stack);

        var folder = result.Message.Split("All reports: ")[1].Split('\n')[0].Trim();
        var first = Directory.GetDirectories(Path.Combine(folder, "runs")).Order(StringComparer.Ordinal).First();
        Assert.StartsWith("01_1_user", Path.GetFileName(first), StringComparison.Ordinal);
        foreach (var file in new[] { "profile.json", "steps.csv", "summary.md", Path.Combine(first, "results.json") })
            Assert.True(File.Exists(Path.Combine(folder, file)), $"{file} is not in {folder}");
    }

    [Fact]
    public async Task An_ordinary_load_in_such_a_test_is_a_mistake()
    {
        var result = await RunAsync(nameof(Profiles.Asks_for_less));

        Assert.Equal("The load test cannot start: load.RunAsync in a [StressFact] applies one load, and this test asks for more. Write load.StressAsync(async user => …), or use [LoadFact].", result.Message);
    }

    [Fact]
    public async Task The_store_is_filled_before_each_load_of_a_volume()
    {
        Journal.Take<Profiles>();

        var result = await RunAsync(nameof(Profiles.Grown));

        Assert.True(result.Outcome == "passed", result.Message);
        var journal = Journal.Take<Profiles>();
        Assert.Equal(["filled 10", "filled 100"], journal.Where(entry => entry.StartsWith("filled", StringComparison.Ordinal)));
        Assert.Equal(22, journal.Count);
        Assert.Equal("filled 100", journal[11]);
    }

    [Fact]
    public async Task A_spike_is_one_load_with_a_row_for_each_phase()
    {
        var result = await RunAsync(nameof(Profiles.Spiked));

        Assert.True(result.Outcome == "passed", result.Message);
        Assert.Contains("SPIKE: PASSED", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  before ", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static async Task<InnerResult> RunAsync(string method) => (await InnerRun.OfAsync(typeof(Profiles), method)).Single;
}
