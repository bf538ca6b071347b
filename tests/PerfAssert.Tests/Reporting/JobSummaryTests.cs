using System.Diagnostics;
using System.Text;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public sealed class JobSummaryTests : IDisposable
{
    private const int SummariesPerProcess = 25;

    private readonly TemporaryFolder folder = new();
    private readonly LoadResult result = ReportCases.Create("invalid_run");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_summary_is_added_to_what_is_there()
    {
        var path = PathOf("summary");
        File.WriteAllText(path, "before\n");

        Complete(path);
        Complete(path);

        var summary = MarkdownSummary.Render(result);
        Assert.Equal($"before\n{summary}\n{summary}\n", File.ReadAllText(path));
    }

    [Fact]
    public void Near_the_limit_only_the_headline_is_added()
    {
        var path = PathOf("summary");
        File.WriteAllText(path, new string('x', JobSummary.Limit - 2000));

        JobSummary.Append(path, new string('y', 1000), "✗ Shop.Search: failed");

        var text = File.ReadAllText(path);
        Assert.DoesNotContain('y', text[(JobSummary.Limit - 2000)..].Split("summary", 2)[0]);
        Assert.EndsWith("x- ✗ Shop.Search: failed (the whole summary would exceed the 1 MiB that GitHub shows: see summary.md)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_is_never_exceeded_and_the_user_is_told()
    {
        var path = PathOf("summary");
        File.WriteAllText(path, new string('x', JobSummary.Limit - 10));
        var set = new ReporterSet([new MarkdownReporter(path)], null);

        set.Start(result.Plan, result.Environment, result.StartedAt);
        set.Complete(result);

        Assert.Equal(JobSummary.Limit - 10, new FileInfo(path).Length);
        Assert.Contains("has reached the 1 MiB that GitHub shows", Assert.Single(set.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_summary_that_cannot_be_written_does_not_cost_the_run_its_own_summary()
    {
        var set = new ReporterSet([new MarkdownReporter(PathOf("missing/summary"))], folder.Path);

        set.Start(result.Plan, result.Environment, result.StartedAt);
        set.Complete(result);

        Assert.True(File.Exists(PathOf("summary.md")));
        Assert.Contains("DirectoryNotFoundException", Assert.Single(set.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_that_append_at_once_keep_all_summaries_whole()
    {
        var path = PathOf("summary");
        using var one = Child(path, "one");
        using var two = Child(path, "two");
        foreach (var process in new[] { one, two })
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }

        var counts = File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).CountBy(line => line).ToDictionary();
        Assert.Equal(SummariesPerProcess, counts[ChildText("one")]);
        Assert.Equal(SummariesPerProcess, counts[ChildText("two")]);
        Assert.Equal(2, counts.Count);
    }

    /// <summary>What the child process does, see <see cref="StartupHook"/>.</summary>
    internal static void AppendAsChild(string path, string name)
    {
        for (var i = 0; i < SummariesPerProcess; i++)
            JobSummary.Append(path, ChildText(name), name);
    }

    private static string ChildText(string name) => new StringBuilder().Insert(0, name + " ", 500).ToString();

    /// <summary>The test assembly once more, with a start-up hook that appends and ends.</summary>
    private static Process Child(string path, string name)
    {
        var assembly = typeof(JobSummaryTests).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", assembly },
            Environment = { ["DOTNET_STARTUP_HOOKS"] = assembly, [StartupHook.PathVariable] = path, [StartupHook.NameVariable] = name },
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
    }

    private void Complete(string path)
    {
        var reporter = new MarkdownReporter(path);
        reporter.Start(new ReportStart(result.Plan, result.Environment, result.StartedAt, null));
        reporter.Complete(result);
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
