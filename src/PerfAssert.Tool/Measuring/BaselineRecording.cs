using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Runs load tests several times, each time in a fresh process, and keeps what can be trusted.</summary>
/// <param name="environment">Says how it goes.</param>
/// <param name="process">Runs the tests.</param>
internal sealed class BaselineRecording(ToolEnvironment environment, LoadTestProcess process)
{
    /// <summary>An invalid run is repeated so often: a passing disturbance is over by then, a lasting one is to be told.</summary>
    private const int MostRepetitions = 2;

    private readonly List<Measured> measured = [];
    private int folders;

    /// <summary>What was measured, oldest first: valid or not.</summary>
    public IReadOnlyList<Measured> Measured => measured;

    /// <summary>Runs the tests of all projects.</summary>
    /// <param name="projects">Built.</param>
    /// <param name="configuration">As they were built.</param>
    /// <param name="filter">Which tests.</param>
    /// <param name="runs">Fresh processes for each test.</param>
    /// <param name="folder">For the reports.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">Not one test measured anything.</exception>
    public async Task RunAsync(IReadOnlyList<string> projects, string configuration, string filter, int runs, string folder, CancellationToken cancellationToken)
    {
        for (var run = 1; run <= runs; run++)
        {
            foreach (var project in projects)
            {
                var what = $"run {run} of {runs}" + (projects.Count > 1 ? $", {Path.GetFileNameWithoutExtension(project)}" : "");
                await RunOnceAsync(project, configuration, filter, what, folder, isFirst: run == 1, cancellationToken);
            }

            if (run == 1 && measured.Count == 0)
                throw new ToolException($"there is no load test to record: no test of {string.Join(", ", projects.Select(environment.Shown))} matches {filter}; load tests have [LoadFact] or [LoadTheory], and --filter takes a part of their name");
        }

        for (var repetition = 1; repetition <= MostRepetitions; repetition++)
        {
            var missing = Missing(runs);
            if (missing.Count == 0)
                return;
            foreach (var project in projects)
            {
                var what = $"repetition {repetition} of what was invalid" + (projects.Count > 1 ? $", {Path.GetFileNameWithoutExtension(project)}" : "");
                await RunOnceAsync(project, configuration, TestHostCommand.Filter(missing), what, folder, isFirst: false, cancellationToken);
            }
        }
    }

    private async Task RunOnceAsync(string project, string configuration, string filter, string what, string folder, bool isFirst, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, (++folders).ToString("000", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(output);
        var started = environment.Time.GetTimestamp();
        var outcome = await process.MeasureAsync(project, configuration, filter, output, cancellationToken);
        var took = environment.Time.GetElapsedTime(started);
        var found = Tool.Measured.ReadAll(output);
        measured.AddRange(found);
        if (found.Count == 0 && LoadTestProcess.FoundNothing(outcome))
            return;
        if (found.Count == 0 && (isFirst || outcome.ExitCode != 0))
            throw new ToolException($"{environment.Shown(project)} measured nothing; run dotnet test {environment.Shown(project)} -c {configuration} --filter \"{filter}\"{outcome.Tail()}");
        environment.Terminal.Line($"{what}: {ShownFigure.Of(found.Count, "test")}, {LoadTestProcess.Seconds(took)}"
            + (outcome.ExitCode == 0 ? "" : "; some failed for other reasons than their baseline, their times are kept"));
        foreach (var invalid in found.Where(test => test.Invalid is not null))
            environment.Terminal.Line($"    invalid: {invalid.Measurement.Test}: {invalid.Invalid}", Tone.Warning);
    }

    /// <summary>Full names of the tests that have fewer valid runs than wanted.</summary>
    private IReadOnlyList<string> Missing(int runs)
        => [.. measured.GroupBy(test => test.Measurement.Test, StringComparer.Ordinal)
            .Where(test => test.Count(run => run.Invalid is null) < runs && test.First().Measurement.FullyQualifiedName.Length > 0)
            .Select(test => test.First().Measurement.FullyQualifiedName)];
}
