namespace PerfAssert.VerdictBench;

/// <summary>
/// Judges the kept runs again, with the constants as they are now. The confirmation of a run is each other run of its cell in turn, so that
/// its final verdict is an average.
/// </summary>
internal static class ReplayCommand
{
    public static void Run(Arguments options)
    {
        var folder = BenchFolder.From(options);
        var plan = options.Text("--plan", "counted");
        var baselineRuns = options.Count("--baseline-runs", 5);
        var draws = options.Count("--draws", 0);
        var rebuild = options.Has("--rebuild");
        var list = options.Has("--list");
        options.RefuseOthers();

        var kept = new Dictionary<Cell, List<(string Id, MeasurementFile Run)>>();
        foreach (var line in CandidateLine.ReadAll(folder.Lines(plan)))
        {
            if (folder.ReadRun(plan, line.Id) is not { } run)
                continue;
            if (!kept.TryGetValue(line.Cell, out var runs))
                kept.Add(line.Cell, runs = []);
            runs.Add((line.Id, Prepare(run)));
        }

        if (kept.Count == 0)
            throw new BenchException($"There are no runs of plan {plan}. Run: run --plan {plan}");

        var tallies = new List<CellTally>();
        foreach (var (cell, runs) in kept)
        {
            var recorded = folder.ReadBaseline(cell.Variant).Select(Prepare).ToList();
            var pool = draws == 0 ? [] : recorded.Concat(kept.GetValueOrDefault(new Cell(Noise.Quiet, cell.Variant, Variant.Unchanged), []).Select(one => one.Run)).ToList();
            var tally = new CellTally(cell);
            tallies.Add(tally);
            if (draws == 0)
            {
                Replay.Judge(runs, _ => Judge.Baseline([.. recorded.Take(baselineRuns)]), tally, 1, list ? Console.WriteLine : null);
                continue;
            }

            var random = new Random(1);
            for (var draw = 0; draw < draws; draw++)
            {
                var shuffled = pool.ToArray();
                random.Shuffle(shuffled);
                Replay.Judge(
                    runs,
                    run => Judge.Baseline([.. shuffled.Where(one => !ReferenceEquals(one, run)).Take(baselineRuns)]),
                    tally,
                    1.0 / draws,
                    list ? Console.WriteLine : null);
            }
        }

        Console.WriteLine(TallyTable.Render(tallies));

        MeasurementFile Prepare(MeasurementFile run)
            => rebuild ? run with { Run = RunSummaryBuilder.Build(run.Blocks, run.Run.RecordedAt, run.Run.Commit) } : run;
    }
}
