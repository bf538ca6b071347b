namespace PerfAssert.VerdictBench;

/// <summary>Tries the bench itself: its statistics against published values, and the whole procedure on fabricated runs.</summary>
internal static class SelfCheck
{
    private static int wrong;

    public static async Task RunAsync(Arguments options)
    {
        options.RefuseOthers();
        CheckLimits();
        CheckOrder();
        CheckLines();
        await CheckProcedureAsync();
        if (wrong > 0)
            throw new BenchException($"{wrong} checks failed.");
        Console.WriteLine("All checks passed.");
    }

    private static void CheckLimits()
    {
        // Closed forms at the ends; the others from the tables of Clopper and Pearson's limits and R's binom.test.
        Near("0 of 299, upper 95 %", ClopperPearson.Upper(0, 299, 0.95), 1 - Math.Pow(0.05, 1.0 / 299));
        Near("59 of 59, lower 95 %", ClopperPearson.Lower(59, 59, 0.95), Math.Pow(0.05, 1.0 / 59));
        Near("0 of 10, upper", ClopperPearson.Interval(0, 10).High, 0.3084971);
        Near("3 of 10, lower", ClopperPearson.Interval(3, 10).Low, 0.06673951);
        Near("3 of 10, upper", ClopperPearson.Interval(3, 10).High, 0.6524529);
        Near("1 of 20, lower", ClopperPearson.Interval(1, 20).Low, 0.001265089);
        Near("1 of 20, upper", ClopperPearson.Interval(1, 20).High, 0.2487328);
        Near("95 of 100, lower", ClopperPearson.Interval(95, 100).Low, 0.8871651);
        Near("95 of 100, upper", ClopperPearson.Interval(95, 100).High, 0.9835681);
        True("473 runs with 1 false are 1 % at most", ClopperPearson.Upper(1, 473, 0.95) <= 0.01 && ClopperPearson.Upper(1, 472, 0.95) > 0.01);
        True("93 runs with 1 miss are 95 % at least", ClopperPearson.Lower(92, 93, 0.95) >= 0.95 && ClopperPearson.Lower(91, 92, 0.95) < 0.95);
        Near("nothing of something", ClopperPearson.Lower(0, 5, 0.95), 0);
        Near("all of something", ClopperPearson.Upper(5, 5, 0.95), 1);
    }

    private static void CheckOrder()
    {
        IReadOnlyList<string> noises = [Noise.Quiet, Noise.Hog];
        var order = CandidateOrder.Create(noises, [.. Variant.Names], [.. Variant.AllShifts], 20, 3, 1);
        True("unchanged runs as asked for", order.Count(candidate => candidate.Cell is { Noise: Noise.Quiet, IsUnchanged: true }) == 20);
        True("shifted runs as asked for", order.Count(candidate => candidate.Cell == new Cell(Noise.Hog, "cpu", "1.5")) == 3);
        True("only the shifts that a variant has", order.All(candidate => candidate.Cell.Shift == Variant.Unchanged || Variant.Named(candidate.Cell.Variant).Shifts.Contains(candidate.Cell.Shift)));
        True("no candidate twice", order.Select(candidate => candidate.Id).Distinct().Count() == order.Count);
        True("the same order for the same seed", order.SequenceEqual(CandidateOrder.Create(noises, [.. Variant.Names], [.. Variant.AllShifts], 20, 3, 1)));
        True("another for another", !order.SequenceEqual(CandidateOrder.Create(noises, [.. Variant.Names], [.. Variant.AllShifts], 20, 3, 2)));
        True("the goals' sizes first", order.Take(40 + (2 * 6 * 3)).All(candidate => candidate.Cell.Shift is Variant.Unchanged or "1.2" or "+1"));
    }

    private static void CheckLines()
    {
        string[] fields = ["plain", "with, comma", "with \"quotes\"", ""];
        True("CSV reads back", CsvText.Split(CsvText.Join(fields)).SequenceEqual(fields));
    }

    private static async Task CheckProcedureAsync()
    {
        var data = Directory.CreateTempSubdirectory("verdictbench-check-").FullName;
        try
        {
            string[] run = ["run", "--data", data, "--dry", "--noise", "quiet,hog", "--unchanged", "60", "--shifted", "5"];
            await RecordCommand.RunAsync(new Arguments(["record", "--data", data, "--dry", "--noise", "quiet"]), default);
            await RunCommand.RunAsync(new Arguments([.. run, "--shifts", "1.0"]), default);

            // Cut off in the middle of a line, as by a power cut: that one is measured again, and nothing else.
            var file = Path.Combine(data, "counted.csv");
            var whole = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, whole[..^20]);
            True("a line that was cut off is not read", CandidateLine.ReadAll(file).Count == 119);
            await RunCommand.RunAsync(new Arguments(run), default);

            var lines = CandidateLine.ReadAll(file);
            True("every candidate once", lines.Count == 120 + (2 * 21 * 5) && lines.Select(line => line.Id).Distinct().Count() == lines.Count);
            True("hardly a false alarm when quiet", lines.Count(line => line.Cell is { Noise: Noise.Quiet, IsUnchanged: true } && line.Final == RegressionVerdict.Regressed) <= 1);
            True("half as much again is found when quiet", lines.Where(line => line.Cell is { Noise: Noise.Quiet, Shift: "1.5" }).All(line => line.Final == RegressionVerdict.Regressed));
            True("one more query is found", lines.Where(line => line.Cell.Shift == "+1").All(line => line.Final == RegressionVerdict.Regressed));
            ReportCommand.Run(new Arguments(["report", "--data", data]));
            ReplayCommand.Run(new Arguments(["replay", "--data", data, "--draws", "3", "--rebuild"]));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Near(string what, double actual, double expected)
        => True($"{what}: {actual:G7}, expected {expected:G7}", Math.Abs(actual - expected) <= 1e-6 * Math.Max(1e-3, Math.Abs(expected)));

    private static void True(string what, bool holds)
    {
        if (holds)
            return;
        wrong++;
        Console.WriteLine($"WRONG: {what}");
    }
}
