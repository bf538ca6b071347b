namespace PerfAssert;

/// <summary>A connection limit as the test's output shows it, at most 100 columns. Pure.</summary>
internal static class ConnectionLimitText
{
    private const int LabelWidth = 14;

    public static string Render(ConnectionLimit limit)
    {
        var lines = new List<string>();
        var heading = $"── CONNECTIONS ── {PlainText.Cut(PlainText.OneLine(limit.Name), ConsoleBlock.MostColumns - 20)} ";
        lines.Add(heading + new string('─', ConsoleBlock.MostColumns - PlainText.Width(heading)));
        Add("Held", Held(limit));
        if (limit.FirstFailure is { } failure)
        {
            Add("First failure", $"with {Figure.Count(failure.After)} open: {failure.Kind}: {failure.Message}");
            if (failure.ClientLimit is { } own)
                Add("", own);
        }

        Add("Connecting", $"{Figure.Count(limit.ConnectTime.Count)} opened, {Figure.Count(limit.ConnectsFailed)} failed · {Figure.Rate(limit.ConnectsPerSecond)}{Times(limit.ConnectTime)}");
        foreach (var error in limit.ConnectErrors.Where(error => error.Kind != limit.FirstFailure?.Kind))
            Add("", Describe(error));
        if (limit.RoundTripTime.Count > 0)
            Add("Round trips", $"{Figure.Count(limit.RoundTripTime.Count)}{Times(limit.RoundTripTime)}");
        foreach (var error in limit.Drops)
            Add("Dropped", Describe(error));
        if (limit.BytesPerConnection is { } bytes)
            Add("Memory", $"{Figure.Bytes(bytes)} of managed heap per connection, {Ends(limit)}");
        Add("Measured on", limit.Transport);
        return string.Join('\n', lines) + "\n";

        void Add(string label, string text)
        {
            foreach (var line in PlainText.Wrap(text, ConsoleBlock.MostColumns - 2 - LabelWidth))
            {
                lines.Add("  " + PlainText.PadRight(label, LabelWidth) + line);
                label = "";
            }
        }
    }

    /// <summary>Whose memory was measured.</summary>
    public static string Ends(ConnectionLimit limit) => limit.IsInProcess ? "client and server together" : "client only";

    /// <summary><c>500 of up to 2,000 connections, for 2 s; 3 dropped</c>.</summary>
    public static string Held(ConnectionLimit limit)
        => $"{Figure.Count(limit.Held)} of up to {Figure.Count(limit.UpTo)} connections"
            + (limit.HeldFor > TimeSpan.Zero ? $", for {Figure.Duration(limit.HeldFor)}" : "")
            + $"; {Figure.Count(limit.Dropped)} dropped";

    private static string Times(LatencySummary times) => times.Count == 0 ? ""
        : $" · P50 {StatedPercentile.Text(times, 50)}, P95 {StatedPercentile.Text(times, 95)}, P99 {StatedPercentile.Text(times, 99)}, max {Figure.Duration(times.Max)}";

    private static string Describe(ErrorSummary error) => $"{Figure.Count(error.Count)} × {error.Kind}: {error.Samples[0]}";
}
