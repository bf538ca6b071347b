using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class RowTests
{
    private static string Name(string rest) => $"PerfAssert.Xunit.Fixtures.Rows.{rest}";

    [Fact]
    public async Task Each_row_is_a_test_case_and_its_values_fill_the_parameters_nobody_else_supplies()
    {
        Journal.Take<Rows>();

        var run = await InnerRun.OfAsync(typeof(Rows), nameof(Rows.Listed));

        Assert.Equal(
            [Name("Listed(size: 5, colour: \"a\")"), Name("Listed(size: 7, colour: null)")],
            run.Cases.Select(testCase => testCase.DisplayName));
        Assert.Equal(["passed", "passed"], run.Results.Select(result => result.Outcome));
        Assert.Equal(2, run.Cases.Select(testCase => testCase.UniqueID).Distinct().Count());
        Assert.Equal(["5 a 0.5", "5 a 0.5", "7 none 0.5", "7 none 0.5"], Journal.Take<Rows>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_that_cannot_be_serialised_are_one_test_case_and_a_test_each()
    {
        Journal.Take<Rows>();
        Journal.Take<Opaque>();

        var run = await InnerRun.OfAsync(typeof(Rows), nameof(Rows.Not_serialisable));

        Assert.Equal(Name("Not_serialisable"), Assert.Single(run.Cases).DisplayName);
        Assert.Equal(
            [Name("Not_serialisable(opaque: first)"), Name("Not_serialisable(opaque: second)")],
            run.Results.Select(result => result.Name));
        Assert.Equal(["passed", "passed"], run.Results.Select(result => result.Outcome));
        Assert.Equal(
            ["first: Rows.Not_serialisable(opaque: first)", "second: Rows.Not_serialisable(opaque: second)"],
            Journal.Take<Rows>());
        Assert.Equal(["first disposed", "second disposed"], Journal.Take<Opaque>());
    }

    [Fact]
    public async Task Rows_are_read_when_the_test_runs_where_the_runner_does_not_list_them()
    {
        var run = await InnerRun.OfAsync(
            [typeof(Rows)],
            testCase => testCase.TestMethod.Method.Name == nameof(Rows.One_skipped),
            configure: options => options.SetValue<bool?>("xunit.discovery.PreEnumerateTheories", false));

        Assert.Single(run.Cases);
        Assert.Equal("passed", run["One_skipped(size: 1)"].Outcome);
        Assert.Equal(("skipped", "not now"), (run["One_skipped(size: 2)"].Outcome, run["One_skipped(size: 2)"].Message));
    }

    [Fact]
    public async Task A_skipped_row_leaves_the_others()
    {
        var run = await InnerRun.OfAsync(typeof(Rows), nameof(Rows.One_skipped));

        Assert.Equal("passed", run["One_skipped(size: 1)"].Outcome);
        Assert.Equal(("skipped", "not now"), (run["One_skipped(size: 2)"].Outcome, run["One_skipped(size: 2)"].Message));
    }

    [Fact]
    public async Task A_skipped_theory_is_one_skipped_test()
    {
        var run = await InnerRun.OfAsync(typeof(Rows), nameof(Rows.All_skipped));

        Assert.Equal((Name("All_skipped"), "skipped", "none of them"), (run.Single.Name, run.Single.Outcome, run.Single.Message));
    }

    [Fact]
    public async Task Data_that_throws_fails_the_test_with_its_message()
    {
        var run = await InnerRun.OfAsync(typeof(Rows), nameof(Rows.Broken_data));

        Assert.Equal("failed", run.Single.Outcome);
        Assert.Contains("the data is not there", run.Single.Message, StringComparison.Ordinal);
    }
}
