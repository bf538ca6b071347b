using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert record</c>: makes or extends baselines from several fresh processes.</summary>
internal static class RecordCommand
{
    /// <summary>As many as tell the spread between runs from that within one; a few minutes for most test projects.</summary>
    private const int RunsByDefault = 5;

    public static Command Create(ToolEnvironment environment)
    {
        var projects = new Argument<string[]>("project")
        {
            Description = "Test projects, solutions or folders; the working directory by default",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var runs = ToolOptions.Number("--runs", "Fresh processes for each test", RunsByDefault, 1, 50);
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name contains this; or an expression as dotnet test --filter has it", HelpName = "name" };
        var accept = ToolOptions.Flag("--accept", "Accept what was recorded at once; refused in CI");
        var configuration = ToolOptions.Configuration();
        var noBuild = ToolOptions.Flag("--no-build", "Run what was built before");
        var command = new Command("record", "Records the baselines of load tests: runs them several times, each time in a fresh process, and writes Class.Method.received.json beside their source.")
        {
            projects, runs, filter, accept, configuration, noBuild,
        };
        command.SetAction((parsed, cancellationToken) => RecordAsync(
            environment,
            TestProjects.Find(environment, parsed.GetValue(projects) ?? []),
            parsed.GetValue(configuration)!,
            parsed.GetValue(filter),
            parsed.GetValue(runs),
            parsed.GetValue(accept),
            parsed.GetValue(noBuild),
            cancellationToken));
        return command.WithHelp(
            [("3", "a test has no valid run, so that nothing was recorded for it")],
            ("perfassert record", "5 runs of every load test below the working directory; then look, and: perfassert accept"),
            ("perfassert record tests/Shop.Tests --runs 8 --accept", "8 runs of one project, accepted at once"),
            ("perfassert record --filter OrdersPerf", "only the tests whose full name contains OrdersPerf"));
    }

    private static async Task<int> RecordAsync(
        ToolEnvironment environment,
        IReadOnlyList<string> projects,
        string configuration,
        string? filter,
        int runs,
        bool accept,
        bool noBuild,
        CancellationToken cancellationToken)
    {
        if (accept && CiEnvironment.Variable(environment.Variable) is { } variable)
            throw new ToolException($"--accept is refused in CI ({variable} is set): leave it out, keep the received files as an artifact of the build, and let a person accept them");
        var process = new LoadTestProcess(environment);
        foreach (var project in noBuild ? [] : projects)
        {
            environment.Terminal.Line($"building {environment.Shown(project)} ({configuration})");
            await process.BuildAsync(project, configuration, cancellationToken);
        }

        using var folder = new ScratchFolder("record");
        var recording = new BaselineRecording(environment, process);
        await recording.RunAsync(projects, configuration, LoadTestProcess.Filter(filter), runs, folder.Path, cancellationToken);
        return Keep(environment, recording.Measured, runs, accept);
    }

    private static int Keep(ToolEnvironment environment, IReadOnlyList<Measured> measured, int runs, bool accept)
    {
        var terminal = environment.Terminal;
        var table = new FigureTable("<Test", "Runs", "P95", "Spread", "Cost", "Spread", "Foreign CPU") { Expendable = [6] };
        var files = new List<string>();
        var without = 0;
        foreach (var test in measured.GroupBy(run => run.Measurement.Test, StringComparer.Ordinal).OrderBy(test => test.Key, StringComparer.Ordinal))
        {
            MeasurementFile[] valid = [.. test.Where(run => run.Invalid is null).Select(run => run.Measurement).TakeLast(runs)];
            table.Add(valid.Length == 0 ? Tone.Bad : valid.Length < runs ? Tone.Warning : Tone.Plain, [test.Key, .. Cells(valid, runs)]);
            if (valid.Length == 0)
            {
                without++;
                terminal.Error($"{test.Key} has no valid run, so nothing was recorded for it: {test.Last().Invalid}");
            }
            else if (valid[^1].VerifiedFile is not { } verified)
            {
                without++;
                terminal.Error($"{test.Key}: it is not known where its source is, so nothing was recorded for it; set {SourceFolder.ProjectVariable} to the folder of the test project");
            }
            else
            {
                var store = new BaselineStore(verified) { Variable = environment.Variable };
                var document = store.ReadVerified();
                foreach (var run in valid)
                    document = BaselineEdit.Append(document, run);
                store.WriteReceived(document!);
                if (accept)
                    store.Accept();
                files.Add(environment.Shown(accept ? store.VerifiedFile : store.ReceivedFile));
            }
        }

        terminal.Table(table);
        foreach (var file in files)
            terminal.Line($"{(accept ? "accepted" : "wrote")} {file}");
        if (files.Count > 0)
            terminal.Line(accept ? "Commit them." : "Look at them, then: perfassert accept");
        return without > 0 ? ExitCode.NothingJudged : ExitCode.Fine;
    }

    private static string[] Cells(MeasurementFile[] runs, int wanted)
    {
        double[] Calm(RegressionChannel channel) => [.. runs.Where(run => run.Run.Total.Channels.ContainsKey(channel)).Select(run => run.Run.Total.Channels[channel].Calm)];
        var p95 = Calm(RegressionChannel.P95);
        var cost = Calm(RegressionChannel.Cost);
        return
        [
            runs.Length == wanted ? Figure.Count(runs.Length) : $"{runs.Length} of {wanted}",
            ShownFigure.Milliseconds(SampleMedian.Of(p95)),
            Spread(p95),
            ShownFigure.Milliseconds(SampleMedian.Of(cost)),
            Spread(cost),
            ShownFigure.Percent(SampleMedian.Of(runs.Select(run => run.Run.ForeignCpu).Where(share => !double.IsNaN(share)))),
        ];
    }

    /// <summary>Standard deviation between the runs, relative: of the logarithms, as the comparison has it.</summary>
    private static string Spread(double[] values)
    {
        if (values.Length < 2 || values.Any(value => value <= 0))
            return ShownFigure.None;
        double[] logs = [.. values.Select(value => Math.Log(value))];
        var mean = logs.Average();
        return "±" + ShownFigure.Percent(Math.Round(Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1)), 3));
    }
}
