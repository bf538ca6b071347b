using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class ShapeTests
{
    [Fact]
    public async Task A_body_without_a_run_is_one_iteration_of_each_user()
    {
        Assert.Equal(
            [
                "user 1 iteration 0", "user 1 iteration 1", "user 1 iteration 2",
                "user 2 iteration 0", "user 2 iteration 1", "user 2 iteration 2",
            ],
            (await EntriesAsync(nameof(Shapes.Iteration))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_body_with_a_run_is_the_test_and_runs_once()
        => Assert.Equal(["10 iterations of Shapes.Whole_test"], await EntriesAsync(nameof(Shapes.Whole_test)));

    [Fact]
    public async Task A_body_may_run_several_loads_and_shows_each()
    {
        var run = await InnerRun.OfAsync(typeof(Shapes), nameof(Shapes.Whole_test_twice));

        Assert.Equal("passed", run.Single.Outcome);
        Assert.Equal(["first", "second"], Rows(run.Single.Output).Select(row => row.Split(" │ ")[1]));
    }

    [Theory]
    [InlineData(nameof(Shapes.Synchronous), "void")]
    [InlineData(nameof(Shapes.Value_task), "True True")]
    [InlineData(nameof(Shapes.Task_with_a_result), "task")]
    [InlineData(nameof(Shapes.Without_an_instance), "static 1")]
    public async Task An_iteration_may_return_void_a_task_or_a_value_task_and_be_static(string method, string entry)
        => Assert.Equal([entry, entry], await EntriesAsync(method));

    [Fact]
    public async Task A_display_name_names_the_test_and_the_report()
    {
        var run = await InnerRun.OfAsync(typeof(Shapes), nameof(Shapes.Named));

        Assert.Equal("The shop's front page", run.Single.Name);
        Assert.StartsWith("PerfAssert │ The shop's front page │ ", Assert.Single(Rows(run.Single.Output)));
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(string method)
    {
        Journal.Take<Shapes>();
        var run = await InnerRun.OfAsync(typeof(Shapes), method);
        Assert.Equal("passed: ", $"{run.Single.Outcome}: {run.Single.Message}");
        return Journal.Take<Shapes>();
    }

    private static IEnumerable<string> Rows(string output)
        => output.Split('\n').Where(line => line.StartsWith("PerfAssert │ ", StringComparison.Ordinal));
}
