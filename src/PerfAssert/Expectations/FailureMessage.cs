using System.Text;

namespace PerfAssert;

/// <summary>The text that a developer reads when a load test fails: what was expected, what was measured, and what explains it.</summary>
internal static class FailureMessage
{
    /// <summary>Lines are broken to fit the usual terminal of a build log.</summary>
    private const int Width = 100;

    private const int Indent = 2;

    private const int LabelWidth = 16;

    private const int MostSteps = 3;

    private const int MostErrorKinds = 5;

    private const int LongestName = 40;

    /// <summary>The whole message of a run whose expectations did not all hold, or which is invalid.</summary>
    /// <param name="result">The run.</param>
    /// <param name="failed">The evaluations that make it fail, at least one unless the run is invalid.</param>
    public static string Compose(LoadResult result, IReadOnlyList<Evaluation> failed)
    {
        var text = new StringBuilder();
        if (result.GivenUp is { } givenUp)
            Line(text, givenUp.ToString());
        if (!result.Validity.IsValid)
        {
            foreach (var finding in result.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid))
                Line(text, $"Invalid run: {finding}");
            if (failed.Count > 0)
                Line(text, "The expectations were judged on figures that prove nothing until this is changed:");
        }

        foreach (var evaluation in failed)
            Line(text, evaluation.Expectation.Requirement is { } requirement ? $"{evaluation.Message} Requirement {requirement}." : evaluation.Message);

        var time = failed.Select(evaluation => evaluation.Expectation).FirstOrDefault(expectation => expectation.Metric.Times is not null);
        SeriesResult shown = time?.Step is { } name && result.Steps.Find(name) is { } step ? step : result;
        return text.Append('\n').Append(Explain(shown, time, result, led: true)).ToString().TrimEnd('\n');
    }

    /// <summary>What explains a failure, once for all failures of a run: a block of labelled lines.</summary>
    /// <param name="shown">The series whose distribution is shown.</param>
    /// <param name="time">The expectation of a time that failed, for its limit; <see langword="null"/> for none.</param>
    /// <param name="result">The whole run; <see langword="null"/> where only a step is known.</param>
    /// <param name="led">Whether the sentences before it have told already that the load was ended early.</param>
    public static string Explain(SeriesResult shown, Expectation? time = null, LoadResult? result = null, bool led = false)
    {
        var text = new StringBuilder();
        Distribution(text, shown, time);
        if (result is not null)
            SlowestSteps(text, result);
        Errors(text, (result ?? shown).Errors);
        if (result is null)
            return text.ToString().TrimEnd('\n');

        WorstSecond(text, result);
        if (result.StoppedEarly is { } reason)
            Labelled(text, "Stopped early", reason);
        if (!led && result.GivenUp is { } givenUp)
            Labelled(text, "Ended early", givenUp.ToString());
        foreach (var sentence in result.Leaks is { IsLeaking: true } leaks ? LeakText.Sentences(leaks) : [])
            Labelled(text, "Leak", sentence + ".");
        if (LikelyCause.Find(result) is { } cause)
            Labelled(text, "Likely cause", cause + ".");
        foreach (var finding in result.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Note))
            Labelled(text, "Note", finding.ToString());
        if (result.ReportFolder is { } folder)
            Labelled(text, "Report", folder, wrap: false);
        return text.ToString().TrimEnd('\n');
    }

    private static void Distribution(StringBuilder text, SeriesResult shown, Expectation? time)
    {
        var times = (time?.Metric.Times ?? (series => series.ResponseTime))(shown);
        if (times.Count == 0)
            return;
        var label = time is not null && Metrics.IsService(time.Metric.Name) ? "Service time" : "Response time";
        if (shown is StepResult)
        {
            Labelled(text, label, $"of {SeriesText.Subject(shown)}", wrap: false);
            label = "";
        }

        Labelled(text, label, DistributionText.Percentiles(times));
        if (DistributionText.Histogram(times, time?.Limit) is { } histogram)
            Labelled(text, "", histogram, wrap: false);
    }

    private static void SlowestSteps(StringBuilder text, LoadResult result)
    {
        StepResult[] slowest =
        [
            .. result.Steps.Where(step => step.Succeeded > 0).OrderByDescending(step => step.ResponseTime.P95).Take(MostSteps),
        ];
        if (slowest.Length == 0)
            return;
        Table(text, result.Steps.Count > MostSteps ? "Slowest steps" : "Steps", slowest.Select(step => (string[])
        [
            Shortened(step.Name, LongestName),
            $"P95 {Figure.Duration(step.ResponseTime.P95)}",
            $"{Figure.Percent(Math.Min(1, LikelyCause.ShareOfTime(result, step)))} of the time",
            $"{Figure.Count(step.Count)} {SeriesText.Noun(step, step.Count)}",
        ]));
    }

    private static void Errors(StringBuilder text, IReadOnlyList<ErrorSummary> errors)
    {
        Table(text, "Errors", errors.OrderByDescending(error => error.Count).Take(MostErrorKinds).Select(error => (string[])
        [
            error.Kind,
            $"{Figure.Count(error.Count)}×",
            error.Samples.Count > 0 ? FirstLine(error.Samples[0]) : "",
        ]));
        var rest = errors.OrderByDescending(error => error.Count).Skip(MostErrorKinds).ToArray();
        if (rest.Length > 0)
            Labelled(text, "", $"and {Figure.Count(rest.Sum(error => error.Count))} of {rest.Length} other kinds");
    }

    private static void WorstSecond(StringBuilder text, LoadResult result)
    {
        var (slices, usual) = Stalls.Find(result.TimeLine);
        if (slices.Count == 0)
            return;
        var worst = slices[0];
        var closed = result.Plan.Workload is ClosedWorkload
            ? " A closed model understates a stall, as its users wait and send nothing meanwhile."
            : "";
        Labelled(text, "Worst second", $"at {Figure.Duration(worst.Start)}: P99 {Figure.Duration(worst.P99)}, max {Figure.Duration(worst.Max)}, "
            + $"{Figure.Count(worst.Succeeded)} iterations; P99 of a usual second is {Figure.Duration(usual)}.{closed}");
    }

    private static void Table(StringBuilder text, string label, IEnumerable<string[]> rows)
    {
        string[][] cells = [.. rows];
        for (var row = 0; row < cells.Length; row++)
        {
            var line = string.Join("   ", cells[row].Select((cell, column) => cell.PadRight(cells.Max(other => other[column].Length)))).TrimEnd();
            Labelled(text, row == 0 ? label : "", Shortened(line, Width - Indent - LabelWidth), wrap: false);
        }
    }

    private static void Labelled(StringBuilder text, string label, string content, bool wrap = true)
    {
        foreach (var line in wrap ? Wrapped(content) : [content])
        {
            Line(text, new string(' ', Indent) + label.PadRight(LabelWidth) + line);
            label = "";
        }
    }

    private static IEnumerable<string> Wrapped(string content)
    {
        var line = new StringBuilder();
        foreach (var word in content.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width - Indent - LabelWidth)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }

        yield return line.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');

    private static string FirstLine(string text)
    {
        var trimmed = text.Trim();
        var end = trimmed.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? trimmed : trimmed[..end] + " …";
    }

    private static string Shortened(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
