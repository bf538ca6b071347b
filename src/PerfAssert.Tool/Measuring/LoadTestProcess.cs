using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Builds test projects and runs their load tests in processes of their own.</summary>
/// <param name="environment">Starts the processes.</param>
internal sealed class LoadTestProcess(ToolEnvironment environment)
{
    /// <summary>The trait that every load test has.</summary>
    public const string Category = "Category=Load";

    /// <summary>The filter of <c>dotnet test</c> for what the user wrote: a part of a name, or a whole expression.</summary>
    public static string Filter(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return Category;
        return written.AsSpan().ContainsAny("=~")
            ? $"{Category}&({written})"
            : $"{Category}&FullyQualifiedName~{TestHostCommand.Escape(written)}";
    }

    /// <exception cref="ToolException">It does not build.</exception>
    public async Task BuildAsync(string project, string configuration, CancellationToken cancellationToken)
    {
        // Build servers outlive the build and hold its folder; a worktree of ours is to be removed.
        var outcome = await environment.Processes.RunAsync(
            new ProcessRequest("dotnet", ["build", project, "-c", configuration, "-nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"], Path.GetDirectoryName(project)!)
            {
                Variables = TestHostCommand.Neutral,
            },
            cancellationToken);
        if (outcome.ExitCode != 0)
            throw new ToolException($"{environment.Shown(project)} does not build; run dotnet build {environment.Shown(project)} -c {configuration}{outcome.Tail()}");
    }

    /// <summary>Runs the load tests of a project in a fresh process that only measures.</summary>
    /// <param name="project">The project, built.</param>
    /// <param name="configuration">As it was built.</param>
    /// <param name="filter">Which tests, as <c>dotnet test --filter</c> has it.</param>
    /// <param name="output">Folder for the reports.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    public Task<ProcessOutcome> MeasureAsync(string project, string configuration, string filter, string output, CancellationToken cancellationToken)
        => environment.Processes.RunAsync(
            new ProcessRequest("dotnet", ["test", project, "-c", configuration, "--no-build", "--nologo", "--filter", filter], Path.GetDirectoryName(project)!)
            {
                Variables = TestHostCommand.Measuring(output),
            },
            cancellationToken);

    /// <summary>Whether the process found no test of that filter, rather than failing.</summary>
    public static bool FoundNothing(ProcessOutcome outcome)
        => outcome.Output.Contains("No test matches the given testcase filter", StringComparison.Ordinal) || outcome.Output.Contains("No test is available", StringComparison.Ordinal);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
