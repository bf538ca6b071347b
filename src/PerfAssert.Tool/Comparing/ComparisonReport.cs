using System.Text.Json;

namespace PerfAssert.Tool;

/// <summary>Writes judged comparisons as a table, as Markdown and as JSON.</summary>
internal static class ComparisonReport
{
    /// <summary>A row for each channel of whole iterations, and for the steps that changed.</summary>
    public static FigureTable Table(IEnumerable<BaselineComparison> comparisons, string before, string after)
    {
        var table = new FigureTable("<Test", "<Figure", before, after, "Change", "95% interval", "<Verdict") { Expendable = [5] };
        foreach (var comparison in comparisons)
        {
            var name = comparison.Test;
            foreach (var channel in comparison.Channels.Where(IsShown))
            {
                table.Add(
                    ToneOf(channel.Verdict),
                    name,
                    ChannelText.Label(channel),
                    ChannelText.Value(channel.Channel, channel.Baseline),
                    ChannelText.Value(channel.Channel, channel.Measured),
                    ChannelText.Change(channel),
                    ChannelText.Interval(channel),
                    channel.Verdict == RegressionVerdict.Inconclusive ? "open" : ComparisonText.Words(channel.Verdict));
                name = "";
            }
        }

        return table;
    }

    /// <summary>One line: what was found, and why.</summary>
    public static string Line(BaselineComparison comparison)
        => $"{ComparisonText.Words(comparison.Verdict).ToUpperInvariant()}  {comparison.Test}: {PlainText.OneLine(comparison.Reason)}"
            + (comparison.Confirmation is { } second ? $" (second run: {PlainText.OneLine(second.Text)})" : "");

    public static void WriteJson(Utf8JsonWriter json, BaselineComparison comparison)
    {
        json.WriteString("test", comparison.Test);
        json.WriteString("verdict", comparison.Verdict.ToString().ToLowerInvariant());
        json.WriteString("reason", comparison.Reason);
        json.Number("foreignCpuRatio", comparison.ForeignCpu);
        json.Number("measuredMs", comparison.Measured.TotalMilliseconds);
        if (comparison.Confirmation is { } confirmation)
        {
            json.WriteStartObject("confirmation");
            json.WriteBoolean("confirmed", confirmation.Confirmed);
            json.WriteString("text", confirmation.Text);
            json.Number("tookMs", confirmation.Took.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteStartArray("channels");
        foreach (var channel in comparison.Channels)
        {
            json.WriteStartObject();
            json.WriteString("channel", channel.Channel.ToString());
            json.WriteString("step", channel.Step);
            json.Number("baseline", channel.Baseline);
            json.Number("measured", channel.Measured);
            json.Number("change", channel.Change);
            json.Number("changeLow", channel.ChangeLow);
            json.Number("changeHigh", channel.ChangeHigh);
            json.Number("limit", channel.Limit);
            json.Number("smallestVisible", channel.SmallestVisible);
            json.WriteString("verdict", channel.Verdict.ToString().ToLowerInvariant());
            json.WriteString("note", channel.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Errors that stayed away and steps that stayed as they were only make the table long.</summary>
    private static bool IsShown(ChannelComparison channel)
        => channel.Verdict is RegressionVerdict.Regressed or RegressionVerdict.Improved
            || (channel.Step is null && (channel.Channel is not (RegressionChannel.Errors or RegressionChannel.Retained) || channel.Verdict != RegressionVerdict.Passed));

    private static Tone ToneOf(RegressionVerdict verdict) => verdict switch
    {
        RegressionVerdict.Regressed => Tone.Bad,
        RegressionVerdict.Improved => Tone.Good,
        RegressionVerdict.Inconclusive => Tone.Faint,
        _ => Tone.Plain,
    };
}
