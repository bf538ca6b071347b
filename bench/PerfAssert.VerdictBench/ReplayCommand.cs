namespace PerfAssert.VerdictBench;

/// <summary>
/// Judges the kept runs again, with the constants as they are now. The confirmation of a run is each other run of its cell in turn, so that
/// its final verdict is an average.
/// </summary>
internal static class ReplayCommand
{
    private const int DefaultBaselineRuns = 5;

    /// <summary>Where baselines are drawn from: as users record them, without a hog.</summary>
    private static readonly string[] Baselines = [Noise.Quiet, Noise.AsIs];

    public static void Run(Arguments options)
    {
        var folder = BenchFolder.From(options);
        var plan = options.Text("--plan", "counted");
        var baselineRuns = options.Count("--baseline-runs", DefaultBaselineRuns);
        var draws = options.Count("--draws", 0);
        var rebuild = options.Has("--rebuild");
        var listed = new HashSet<string>(StringComparer.Ordinal);
        Action<string>? report = options.Has("--list") ? List : null;
        options.RefuseOthers();

        var cells = CandidateLine.ReadAll(folder.Lines(plan)).GroupBy(line => line.Cell, line => line.Id).ToDictionary(
            cell => cell.Key,
            cell => cell.Select(id => (Id: id, Run: Read(id), Again: Read(Candidate.ConfirmationId(id)))).Where(run => run.Run is not null).ToList());
        if (cells.Count == 0)
            throw new BenchException($"There are no runs of plan {plan}. Run: run --plan {plan}");

        var tallies = new List<CellTally>();
        foreach (var (cell, runs) in cells)
        {
            List<(string, MeasurementFile)> candidates = [.. runs.Select(run => (run.Id, run.Run!))];
            List<MeasurementFile> confirmations = [.. runs.Select(run => run.Again).OfType<MeasurementFile>()];
            MeasurementFile[] recorded = [.. folder.ReadBaseline(cell.Variant).Select(Prepare)];
            var tally = new CellTally(cell);
            tallies.Add(tally);
            if (draws == 0)
            {
                var baseline = Judge.Baseline([.. recorded.Take(baselineRuns)]);
                Replay.Judge(candidates, confirmations, _ => baseline, tally, 1, report);
                continue;
            }

            MeasurementFile[] pool = [.. recorded, .. Baselines.SelectMany(noise => cells.GetValueOrDefault(new Cell(noise, cell.Variant, Variant.Unchanged), []).Select(run => run.Run!))];
            var random = new Random(1);
            for (var draw = 0; draw < draws; draw++)
            {
                random.Shuffle(pool);
                Replay.Judge(candidates, confirmations, Drawn, tally, 1.0 / draws, report);
            }

            // Never the run itself: it would know its own level.
            BaselineDocument Drawn(MeasurementFile run) => Judge.Baseline([.. pool.Where(other => !ReferenceEquals(other, run)).Take(baselineRuns)]);
        }

        Console.WriteLine(TallyTable.Render(tallies));

        void List(string line)
        {
            if (listed.Add(line))
                Console.WriteLine(line);
        }

        MeasurementFile? Read(string id) => folder.ReadRun(plan, id) is { } run ? Prepare(run) : null;

        MeasurementFile Prepare(MeasurementFile run)
            => rebuild ? run with { Run = RunSummaryBuilder.Build(run.Blocks, run.Run.RecordedAt, run.Run.Commit) } : run;
    }
}
