namespace PerfAssert;

/// <summary>Tells a comparison: in the test's output, in the reports of the run, in the job summary, and to the tool.</summary>
internal static class BaselineReport
{
    /// <summary>Writes it wherever it can be written; what cannot becomes a line of the test's output.</summary>
    /// <param name="result">What was compared.</param>
    /// <param name="comparison">What was found.</param>
    /// <param name="fails">Whether it fails the test.</param>
    public static void Write(LoadResult result, BaselineComparison comparison, bool fails)
    {
        var warnings = new List<string>();
        if (result.ReportFolder is { } folder)
        {
            Try(VerdictFile.FileName, () => VerdictFile.Of(result, comparison, fails).Write(folder));
            Try(MarkdownReporter.FileName, () => File.AppendAllText(Path.Combine(folder, MarkdownReporter.FileName), "\n" + Section(comparison)));
        }

        if (Environment.GetEnvironmentVariable(JobSummary.Variable) is { } summary && !string.IsNullOrWhiteSpace(summary))
            Try("the job summary", () => JobSummary.Append(summary, fails ? $"{Line(comparison, fails)}\n\n{Fenced(comparison)}" : Line(comparison, fails), Headline(comparison, fails)));

        // The message of a failure is the comparison itself.
        var text = fails ? $"Baseline: {Sentence(comparison)}; see the message of the failure above.\n" : comparison.ToString();
        result.Session?.TellSummary(string.Join('\n', [.. warnings, text]));

        void Try(string what, Action write)
        {
            try
            {
                write();
            }
            catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception) || exception is BaselineFileException)
            {
                warnings.Add($"The comparison with the baseline could not be written to {what}: {PlainText.OneLine(exception.Message)}");
            }
        }
    }

    /// <summary>The section of <c>summary.md</c>.</summary>
    public static string Section(BaselineComparison comparison)
        => $"### Baseline\n\n{MarkdownSummary.Escape(Sentence(comparison))}\n\n{Fenced(comparison)}";

    private static string Line(BaselineComparison comparison, bool fails) => $"- {Headline(comparison, fails)}";

    private static string Headline(BaselineComparison comparison, bool fails)
        => $"{VerdictText.Mark(MarkOf(comparison.Verdict, fails))} Baseline of {MarkdownSummary.Escape(comparison.Test)}: {MarkdownSummary.Escape(Sentence(comparison))}";

    private static string Sentence(BaselineComparison comparison)
        => $"{ComparisonText.Words(comparison.Verdict)}, {PlainText.OneLine(comparison.Reason)}";

    private static Verdict MarkOf(RegressionVerdict verdict, bool fails) => verdict switch
    {
        RegressionVerdict.InvalidRun => Verdict.InvalidRun,
        _ when fails => Verdict.Failed,
        RegressionVerdict.Passed or RegressionVerdict.Improved => Verdict.Passed,
        RegressionVerdict.Inconclusive => Verdict.Inconclusive,
        _ => Verdict.Warning,
    };

    /// <summary>A fence longer than any run of backticks in the text.</summary>
    private static string Fenced(BaselineComparison comparison)
    {
        var text = comparison.ToString().TrimEnd();
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}text\n{text}\n{fence}\n";
    }
}
