using System.Diagnostics;

namespace PerfAssert.VerdictBench;

/// <summary>Measures and judges candidates, until there are none left or the time is over.</summary>
internal static class RunCommand
{
    private const int DefaultUnchanged = 120;
    private const int DefaultShifted = 20;
    private const int FailuresInARow = 3;

    /// <summary>A candidate that waits this long for a quiet machine goes to the end of the order.</summary>
    private static readonly TimeSpan PatienceForQuiet = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Arguments options, CancellationToken cancellation)
    {
        var folder = BenchFolder.From(options);
        var plan = options.Text("--plan", "counted");
        var limit = TimeSpan.FromMinutes(options.Count("--minutes", int.MaxValue / 100_000));
        var seconds = options.Count("--seconds", ChildMeasurer.DefaultSeconds);
        var variants = options.List("--variants", Variant.Names);
        var order = CandidateOrder.Create(
            options.Has("--noise") ? options.List("--noise", Noise.All) : [Noise.Quiet, Noise.Hog, Noise.AsIs],
            variants,
            options.List("--shifts", Variant.AllShifts),
            options.Count("--unchanged", DefaultUnchanged),
            options.Count("--shifted", DefaultShifted),
            options.Count("--seed", 1));
        var dry = options.Has("--dry");
        var warmUp = options.Text("--warm-up", "auto");
        IMeasurer measurer = dry ? new FabricatedMeasurer(seconds) : new ChildMeasurer(seconds, warmUp);
        options.RefuseOthers();

        var baselines = variants.ToDictionary(variant => variant, variant => Judge.Baseline(folder.ReadBaseline(variant)));
        var judged = CandidateLine.ReadAll(folder.Lines(plan)).Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        var waiting = new LinkedList<Candidate>(order.Where(candidate => !judged.Contains(candidate.Id)));
        using var lines = new LineWriter(folder.Lines(plan), CandidateLine.Header);
        var commit = SourceCommit.Read();
        Console.WriteLine($"Plan {plan}: {waiting.Count} of {order.Count} candidates to go.");

        var watch = Stopwatch.StartNew();
        var failures = 0;
        while (waiting.First is { } next && watch.Elapsed < limit)
        {
            waiting.RemoveFirst();
            var candidate = next.Value;
            if (candidate.Cell.Noise == Noise.Quiet && !dry && !await MachineLoad.BecomesQuietAsync(PatienceForQuiet, cancellation))
            {
                Console.WriteLine($"{candidate.Id} is put off: the machine is not quiet.");
                waiting.AddLast(candidate);
                continue;
            }

            try
            {
                var line = await MeasureAndJudgeAsync(candidate, baselines[candidate.Cell.Variant], measurer, folder, plan, commit, cancellation);
                lines.Write(line.Write());
                failures = 0;
                Console.WriteLine($"{watch.Elapsed:hh\\:mm\\:ss} {order.Count - waiting.Count,4}/{order.Count} {CandidateText.Of(line)}");
            }
            catch (BenchException failure)
            {
                Console.WriteLine($"{candidate.Id} failed and is put off: {failure.Message}");
                waiting.AddLast(candidate);
                if (++failures == FailuresInARow)
                    throw new BenchException($"{FailuresInARow} runs in a row have failed.");
            }
        }

        Console.WriteLine(waiting.Count == 0 ? "All candidates are judged." : $"{waiting.Count} candidates are left; the same command goes on with them.");
    }

    private static async Task<CandidateLine> MeasureAndJudgeAsync(
        Candidate candidate, BaselineDocument baseline, IMeasurer measurer, BenchFolder folder, string plan, string commit, CancellationToken cancellation)
    {
        var at = TimeProvider.System.GetUtcNow();
        var (measurement, took) = await measurer.MeasureAsync(candidate.Cell, folder.Run(plan, candidate.Id), cancellation);
        var first = Judge.Compare(baseline, measurement);
        if (first.Verdict != RegressionVerdict.Regressed)
            return CandidateLine.Of(candidate, at, commit, first, first, took, took);

        var (again, tookAgain) = await measurer.MeasureAsync(candidate.Cell, folder.Run(plan, Candidate.ConfirmationId(candidate.Id)), cancellation);
        var final = RegressionTest.Confirm(first, Judge.Compare(baseline, again), tookAgain, null);
        return CandidateLine.Of(candidate, at, commit, first, final, took, took + tookAgain);
    }
}
