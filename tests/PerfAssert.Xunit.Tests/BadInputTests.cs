using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class BadInputTests
{
    /// <summary>Method and the whole text that its test fails with.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        {
            nameof(MistakenSettings.Nobody),
            "The load test cannot start: Users = 0 is less than 1. Write at least 1, such as Users = 50."
        },
        {
            nameof(MistakenSettings.Unreadable),
            "The load test cannot start: Duration = \"60x\" is not a duration: \"x\" is no unit of time. "
            + "Write a number and a unit (us, ms, s, m or h), such as Duration = \"60s\"."
        },
        {
            nameof(MistakenSettings.Both),
            "The load test cannot start: Users = 5, ArrivalRate = \"200/s\" are two models of load: a number of users who each wait for their last "
            + "iteration, and starts that wait for nobody. Keep Users, or keep ArrivalRate; to limit the users of an arrival rate write MaxUsers = 5."
        },
        {
            nameof(MistakenSettings.Unknown),
            "The load test cannot start: [Expect(\"speed < 200ms\")] has the unknown metric \"speed\". The metrics are: " + Metrics.Listing + "."
        },
        {
            nameof(MistakenSettings.Unsupplied),
            "The load test cannot start: Parameter \"string colour\" of [LoadFact] Unsupplied is supplied by nobody. A body can take a LoadRun and be the "
            + "whole test, or be one iteration and take VirtualUser, HttpClient, CancellationToken or Random; for values of your own use [LoadTheory] "
            + "with [InlineData(…)]."
        },
        {
            nameof(MistakenSettings.Run_with_a_user),
            "The load test cannot start: Parameter \"VirtualUser user\" of [LoadFact] Run_with_a_user is supplied by nobody. A body with a LoadRun is run "
            + "once, by no user: take it inside, in load.RunAsync(async user => …)."
        },
        {
            nameof(MistakenSettings.Lost),
            "The load test cannot start: async void Lost cannot be awaited, so nobody would see when it ends or fails. Return a task: async Task Lost."
        },
        {
            nameof(MistakenSettings.Answer),
            "The load test cannot start: int Answer returns a value that nobody reads. Return Task, ValueTask or void."
        },
        {
            nameof(MistakenSettings.Generic),
            "The load test cannot start: Generic<T> is generic, and nobody supplies the types. "
            + "Write a load test for each type that calls a shared generic method."
        },
        {
            nameof(MistakenSettings.Calls_nothing),
            "The load test cannot start: Parameter \"HttpClient http\" of [LoadFact] Calls_nothing has no target to call. Set BaseUrl = \"http://…\", or take "
            + "a fixture that is an ILoadTarget, such as a PerfWebApplication<Program> of the package PerfAssert.AspNetCore, in the constructor of "
            + "MistakenSettings."
        },
        {
            nameof(MistakenSettings.Nowhere),
            "The load test cannot start: BaseUrl = \"shop\" is not an absolute http or https address. Write one such as \"https://shop.example/api/\"."
        },
        {
            nameof(MistakenSettings.Too_new),
            "The load test cannot start: HttpVersion = \"3.0\" is no version that can be measured. Write \"1.1\" or \"2.0\"."
        },
        {
            nameof(MistakenSettings.Versioned_without_address),
            "The load test cannot start: HttpVersion = \"2.0\" has no BaseUrl that it could be for. Add BaseUrl, or set the version of a fixture where it is "
            + "made: HttpVersion = new Version(2, 0) in the constructor of a PerfWebApplication<Program>."
        },
        {
            nameof(MistakenSettings.Misnamed),
            """
            The load test cannot start, 5 settings need a change:
              1. Assert = "Chekc" names no method of MistakenSettings. Write: void Chekc(LoadResult result).
              2. BeforeUser = "LogIn" names void LogIn(string name), which cannot be called here. Write: async Task LogIn(VirtualUser user).
              3. AfterUser = "LogOut" names async void LogOut(VirtualUser user), which cannot be called here. Write: async Task LogOut(VirtualUser user).
              4. BeforeRun = "Lost" names async void Lost(VirtualUser user), which cannot be called here. Write: async Task Lost().
              5. AfterRun = "Clean" names no method of MistakenSettings. Write: async Task Clean().
            """
        },
        {
            nameof(MistakenSettings.Everything),
            """
            The load test cannot start, 5 settings need a change:
              1. Users = 0 is less than 1. Write at least 1, such as Users = 50.
              2. Duration = "60x" is not a duration: "x" is no unit of time. Write a number and a unit (us, ms, s, m or h), such as Duration = "60s".
              3. async void Everything cannot be awaited, so nobody would see when it ends or fails. Return a task: async Task Everything.
              4. Parameter "int size" of [LoadFact] Everything is supplied by nobody. A body can take a LoadRun and be the whole test, or be one iteration and take VirtualUser, HttpClient, CancellationToken or Random; for values of your own use [LoadTheory] with [InlineData(…)].
              5. Assert = "Check" names no method of MistakenSettings. Write: void Check(LoadResult result).
            """
        },
        {
            nameof(MistakenSettings.Rowless),
            "The load test cannot start: [LoadTheory] Rowless has no data rows. Add an [InlineData(…)] for each row, or use [LoadFact]."
        },
        {
            nameof(MistakenSettings.Emptied),
            "The load test cannot start: [LoadTheory] Emptied has data attributes that give no row. Let its data have at least one row, or use [LoadFact]."
        },
        {
            nameof(MistakenSettings.Fact_with_rows),
            "The load test cannot start: [LoadFact] Fact_with_rows has data rows, which only a theory reads. Use [LoadTheory] instead."
        },
        {
            nameof(MistakenSettings.Misfitting),
            """
            The load test cannot start, 3 settings need a change:
              1. Row (5, "a") has 2 values for 1 data parameter of Misfitting. Write one value for each of (int size).
              2. Row ("big") gives "big" to int size, which it does not fit. Write a value of type int.
              3. Row () has 0 values for 1 data parameter of Misfitting. Write one value for each of (int size).
            """
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_failing_test_that_says_what_to_write_instead(string method, string message)
    {
        var run = await InnerRun.OfAsync(typeof(MistakenSettings), method);

        Assert.Equal("failed", run.Single.Outcome);
        Assert.Equal(message, run.Single.Message);
        Assert.Null(run.Single.Stack);
        Assert.Equal(["Load"], run.Cases.Single().Traits["Category"]);
    }

    [Fact]
    public async Task A_row_that_misfits_is_found_at_run_time_where_rows_are_not_listed_before()
    {
        var run = await InnerRun.OfAsync(
            [typeof(MistakenSettings)],
            testCase => testCase.TestMethod.Method.Name == nameof(MistakenSettings.Emptied),
            configure: options => options.SetValue<bool?>("xunit.discovery.PreEnumerateTheories", false));

        Assert.Equal(Mistakes.Single(row => (string)row[0] == nameof(MistakenSettings.Emptied))[1], run.Single.Message);
    }

    [Fact]
    public async Task The_exception_type_is_one_that_runners_do_not_print_before_the_message()
    {
        var run = await InnerRun.OfAsync(typeof(MistakenSettings), nameof(MistakenSettings.Nobody));

        Assert.Equal("Xunit.Sdk.LoadTestFailedException", run.Single.ExceptionType);
    }
}
