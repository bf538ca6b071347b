using System.Globalization;

namespace PerfAssert;

/// <summary>Words and figures for channels and their changes. Pure.</summary>
internal static class ChannelText
{
    private const int MostInSentence = 3;

    /// <summary>As a table and a sentence name the channel.</summary>
    public static string Name(RegressionChannel channel) => channel switch
    {
        RegressionChannel.P95 => "P95",
        RegressionChannel.P50 => "P50",
        RegressionChannel.Cost => "CPU cost",
        RegressionChannel.Allocations => "allocations",
        RegressionChannel.Retained => "retained memory",
        RegressionChannel.Errors => "errors",
        RegressionChannel.BytesReceived => "bytes received",
        RegressionChannel.BytesSent => "bytes sent",
        RegressionChannel.SqlCommands => "SQL commands",
        RegressionChannel.OutboundCalls => "outbound calls",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "An unknown channel."),
    };

    /// <summary>The name, with the step where there is one.</summary>
    public static string Label(ChannelComparison channel)
        => channel.Step is null ? Name(channel.Channel) : $"{Name(channel.Channel)} of {PlainText.OneLine(channel.Step)}";

    /// <summary>A figure with its unit; per iteration where the channel counts so.</summary>
    public static string Value(RegressionChannel channel, double value) => channel switch
    {
        RegressionChannel.P95 or RegressionChannel.P50 or RegressionChannel.Cost => Figure.Duration(value * 1e6),
        RegressionChannel.Errors => Figure.Percent(value),
        RegressionChannel.SqlCommands or RegressionChannel.OutboundCalls => Figure.Number(value),
        _ => Figure.Bytes(value),
    };

    /// <summary>The change with its sign: <c>+35%</c>, <c>-4.2%</c>, in points for error rates, absolute where the baseline is zero.</summary>
    public static string Change(ChannelComparison channel) => Signed(channel, channel.Change);

    /// <summary>The change's 95 % interval: <c>+24% to +47%</c>.</summary>
    public static string Interval(ChannelComparison channel) => $"{Signed(channel, channel.ChangeLow)} to {Signed(channel, channel.ChangeHigh)}";

    /// <summary>A change of this channel in words of its unit.</summary>
    public static string Signed(ChannelComparison channel, double change)
    {
        if (double.IsNaN(change) || double.IsInfinity(change))
            return "n/a";
        var size = Math.Abs(change);
        var sign = change < 0 && size >= 0.0005 ? "-" : "+";
        return channel.Channel == RegressionChannel.Errors ? sign + Round(size * 100) + " points"
            : IsAbsolute(channel) ? sign + Value(channel.Channel, size)
            : sign + Round(size * 100) + "%";
    }

    /// <summary>
    /// What changed, from what to what: the first few channels, counts before the times that follow from them; a table shows them all.
    /// </summary>
    public static string Changes(IReadOnlyList<ChannelComparison> channels)
        => First([.. channels.OrderBy(channel => channel.Step is not null).ThenBy(channel => Order(channel.Channel))], channel => $"{Label(channel)} {Value(channel.Channel, channel.Baseline)} → {Value(channel.Channel, channel.Measured)}{Per(channel)} ({Change(channel)}{Limit(channel)})");

    /// <summary>The changes of the first few channels in figures alone.</summary>
    public static string ShortChanges(IReadOnlyList<ChannelComparison> channels) => First(channels, channel => $"{Label(channel)} {Change(channel)}");

    /// <summary>Why channels are open, those with the same reason together.</summary>
    public static string Doubts(IReadOnlyList<ChannelComparison> channels) => string.Join("; ", channels
        .GroupBy(channel => channel.Note, StringComparer.Ordinal)
        .Select(group => group.Key is { } note
            ? $"{Join([.. group.Select(channel => $"{Label(channel)} {Change(channel)}")])} not judged: {note}"
            : $"{Join([.. group.Select(channel => $"{Label(channel)} {Change(channel)} (95% interval {Interval(channel)})")])} could be chance or a regression"));

    /// <summary><c>a, b and c</c>.</summary>
    public static string Join(IReadOnlyList<string> words)
        => words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1];

    private static string First(IReadOnlyList<ChannelComparison> channels, Func<ChannelComparison, string> text)
        => string.Join("; ", channels.Take(MostInSentence).Select(text))
            + (channels.Count > MostInSentence ? string.Create(CultureInfo.InvariantCulture, $"; and {channels.Count - MostInSentence} more") : "");

    /// <summary>What explains most comes first: commands and calls, memory, errors; then cost and times.</summary>
    private static int Order(RegressionChannel channel) => channel switch
    {
        RegressionChannel.SqlCommands or RegressionChannel.OutboundCalls => 0,
        _ when ChannelRule.IsDeterministic(channel) => 1,
        _ => 2,
    };

    private static string Limit(ChannelComparison channel)
        => channel.Verdict == RegressionVerdict.Regressed ? $", limit {Signed(channel, channel.Limit)}" : "";

    private static string Per(ChannelComparison channel)
        => channel.Channel is RegressionChannel.P95 or RegressionChannel.P50 or RegressionChannel.Errors ? ""
            : channel.Step is null ? " per iteration" : " per call";

    private static bool IsAbsolute(ChannelComparison channel)
        => channel.Channel == RegressionChannel.Retained || channel.Baseline <= 0 && channel.Channel is not (RegressionChannel.P95 or RegressionChannel.P50 or RegressionChannel.Cost or RegressionChannel.Allocations);

    private static string Round(double percent) => percent.ToString(percent switch
    {
        >= 9.95 => "0",
        _ => "0.#",
    }, CultureInfo.InvariantCulture);
}
