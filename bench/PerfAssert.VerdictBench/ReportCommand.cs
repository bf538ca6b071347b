namespace PerfAssert.VerdictBench;

/// <summary>Prints what has been judged so far.</summary>
internal static class ReportCommand
{
    public static void Run(Arguments options)
    {
        var folder = BenchFolder.From(options);
        var plan = options.Text("--plan", "counted");
        options.RefuseOthers();
        var lines = CandidateLine.ReadAll(folder.Lines(plan));
        if (lines.Count == 0)
            throw new BenchException($"There is nothing in {folder.Lines(plan)} yet. Run: run --plan {plan}");

        var tallies = lines.GroupBy(line => line.Cell).Select(group => Tally(group.Key, group)).ToList();
        var commits = string.Join(", ", lines.Select(line => line.Commit).Distinct());
        Console.WriteLine($"{lines.Min(line => line.At):yyyy-MM-dd HH:mm} to {lines.Max(line => line.At):HH:mm} UTC, {lines.Count} candidates, commit {commits}\n");
        Console.WriteLine(TallyTable.Render(tallies));
    }

    private static CellTally Tally(Cell cell, IEnumerable<CandidateLine> lines)
    {
        var tally = new CellTally(cell);
        foreach (var line in lines)
        {
            tally.AddFirst(line.First, 1);
            tally.AddFinal(line.Final, 1);
            tally.AddSeconds(line.AllSeconds);
            foreach (var (channel, figures) in line.Figures)
                tally.AddChange(channel, figures.Change);
        }

        return tally;
    }
}
