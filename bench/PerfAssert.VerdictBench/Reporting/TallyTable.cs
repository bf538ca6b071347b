using System.Globalization;
using System.Text;

namespace PerfAssert.VerdictBench;

/// <summary>Tallies as Markdown: a table of the cells, and what they say about the goals.</summary>
internal static class TallyTable
{
    private const double Confidence = 0.95;

    /// <summary>The sizes that the goal of detection speaks of.</summary>
    private static readonly string[] GoalShifts = ["1.2", "+1"];

    public static string Render(IReadOnlyCollection<CellTally> tallies)
    {
        var text = new StringBuilder();
        text.Append(
            """
            | Noise | Variant | Shift | P95 | P50 | Cost | Runs | Regressed at first | Regressed [95 %] | Inconclusive | Passed | Improved | Other | Seconds |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var tally in Sorted(tallies))
            text.Append(Row(tally)).Append('\n');
        text.Append('\n');
        foreach (var noise in tallies.GroupBy(tally => tally.Cell.Noise).OrderBy(group => Noise.All.ToList().IndexOf(group.Key)))
            AppendGoals(text, noise.Key, [.. noise]);
        if (tallies.Select(tally => tally.Cell.Noise).Distinct().Count() > 1)
            AppendGoals(text, "all", tallies);
        return text.ToString();
    }

    private static string Row(CellTally tally)
    {
        var regressed = tally.Of(RegressionVerdict.Regressed);
        var (low, high) = ClopperPearson.Interval(regressed, tally.Count);
        var other = tally.Of(RegressionVerdict.NoBaseline) + tally.Of(RegressionVerdict.InvalidRun);
        return $"| {tally.Cell.Noise} | {tally.Cell.Variant} | {ShiftText(tally.Cell.Shift)} | {Percent(tally, RegressionChannel.P95)} "
            + $"| {Percent(tally, RegressionChannel.P50)} | {Percent(tally, RegressionChannel.Cost)} | {tally.Count:0.#} | {tally.FirstRegressed:0.#} "
            + $"| {regressed:0.#} [{100 * low:0}..{100 * high:0} %] | {tally.Of(RegressionVerdict.Inconclusive):0.#} "
            + $"| {tally.Of(RegressionVerdict.Passed):0.#} | {tally.Of(RegressionVerdict.Improved):0.#} | {other:0.#} | {(double.IsNaN(tally.Seconds) ? "" : $"{tally.Seconds:0.0}")} |";
    }

    private static void AppendGoals(StringBuilder text, string noise, IReadOnlyCollection<CellTally> tallies)
    {
        var unchanged = tallies.Where(tally => tally.Cell.IsUnchanged).ToList();
        var count = unchanged.Sum(tally => tally.Count);
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {noise}, unchanged code, {count:0.#} runs: false at first {FalseAlarms(unchanged.Sum(tally => tally.FirstRegressed), count)}, ")
                .Append(CultureInfo.InvariantCulture, $"after confirmation {FalseAlarms(unchanged.Sum(tally => tally.Of(RegressionVerdict.Regressed)), count)}; ")
                .Append(CultureInfo.InvariantCulture, $"inconclusive {100 * unchanged.Sum(tally => tally.Of(RegressionVerdict.Inconclusive)) / count:0.#} %.\n");
        }

        foreach (var goal in Sorted(tallies).Where(tally => GoalShifts.Contains(tally.Cell.Shift)).GroupBy(tally => (tally.Cell.Variant, tally.Cell.Shift)))
        {
            var runs = goal.Sum(tally => tally.Count);
            var found = goal.Sum(tally => tally.Of(RegressionVerdict.Regressed));
            text.Append(CultureInfo.InvariantCulture, $"- {noise}, {goal.Key.Variant} {ShiftText(goal.Key.Shift)}: found {found:0.#} of {runs:0.#} ({100 * found / runs:0.#} %, ")
                .Append(CultureInfo.InvariantCulture, $"above {100 * ClopperPearson.Lower(found, runs, Confidence):0.0} % with 95 % confidence), ")
                .Append(CultureInfo.InvariantCulture, $"inconclusive {goal.Sum(tally => tally.Of(RegressionVerdict.Inconclusive)):0.#}, passed {goal.Sum(tally => tally.Of(RegressionVerdict.Passed)):0.#}.\n");
        }
    }

    private static string FalseAlarms(double found, double count)
        => $"{found:0.##} ({100 * found / count:0.##} %, below {100 * ClopperPearson.Upper(found, count, Confidence):0.0} % with 95 % confidence)";

    private static string Percent(CellTally tally, RegressionChannel channel)
        => double.IsNaN(tally.Change(channel)) ? "" : $"{100 * tally.Change(channel):+0;-0;0} %";

    private static string ShiftText(string shift) => shift == Variant.Unchanged ? "none" : shift.StartsWith('+') ? $"{shift} query" : $"× {shift}";

    private static IEnumerable<CellTally> Sorted(IEnumerable<CellTally> tallies) => tallies
        .OrderBy(tally => Noise.All.ToList().IndexOf(tally.Cell.Noise))
        .ThenBy(tally => Variant.Names.ToList().IndexOf(tally.Cell.Variant))
        .ThenBy(tally => Variant.AllShifts.ToList().IndexOf(tally.Cell.Shift));
}
