using System.Globalization;

namespace PerfAssert;

/// <summary>
/// A run in a file: a line for the run, one for whole iterations, one for each step. A figure is a list of three (the calmer half of
/// the blocks, their median, the standard error within the run), or one number where the run did not vary. Bytes sent that were none
/// are left out.
/// </summary>
internal static class RunSummaryJson
{
    /// <summary>Explains the lists to who reviews a file.</summary>
    public const string Legend = "[mean of the calmer half of the blocks, median of the blocks, standard error]";

    /// <summary>The one table of what the channels are called in files.</summary>
    private static readonly (RegressionChannel Channel, string Name)[] ChannelNames =
    [
        (RegressionChannel.P95, "p95Ms"),
        (RegressionChannel.P50, "p50Ms"),
        (RegressionChannel.Cost, "cpuMs"),
        (RegressionChannel.Allocations, "allocatedBytes"),
        (RegressionChannel.Retained, "retainedBytes"),
        (RegressionChannel.BytesReceived, "bytesIn"),
        (RegressionChannel.BytesSent, "bytesOut"),
        (RegressionChannel.SqlCommands, "sqlCommands"),
        (RegressionChannel.OutboundCalls, "outboundCalls"),
    ];

    private static readonly string[] SeriesFields = ["count", "failed", .. ChannelNames.Select(pair => pair.Name)];

    public static IEnumerable<string> Lines(RunSummary run)
    {
        var head = new List<string> { $"\"recorded\": {JsonText.Of(Time(run.RecordedAt))}" };
        if (run.Commit is { } commit)
            head.Add($"\"commit\": {JsonText.Of(commit)}");
        head.Add($"\"blocks\": {JsonText.Of((long)run.Blocks)}");
        head.Add($"\"measuredMs\": {JsonText.Of(run.Measured.TotalMilliseconds)}");
        if (!double.IsNaN(run.ForeignCpu))
            head.Add($"\"foreignCpu\": {JsonText.Of(run.ForeignCpu)}");
        if (run.KernelTime is { } kernel)
            head.Add($"\"kernelUs\": {JsonText.Of(kernel.TotalMicroseconds)}");
        yield return "{";
        yield return $"  {string.Join(", ", head)},";

        // A step and a request may share a name; the first is enough to compare with.
        var steps = run.Steps.DistinctBy(step => step.Step).ToList();
        yield return $"  \"iteration\": {Series(run.Total)}{(steps.Count == 0 ? "" : ",")}";
        if (steps.Count > 0)
        {
            yield return "  \"steps\": {";
            foreach (var step in steps)
                yield return $"    {JsonText.Of(step.Step ?? "")}: {Series(step)}{(ReferenceEquals(step, steps[^1]) ? "" : ",")}";
            yield return "  }";
        }

        yield return "}";
    }

    public static RunSummary Read(LocatedJson json)
    {
        json.Object("recorded", "commit", "blocks", "measuredMs", "foreignCpu", "kernelUs", "iteration", "steps");
        return new RunSummary
        {
            RecordedAt = ReadTime(json.Get("recorded")),
            Commit = json.Find("commit")?.String(),
            Blocks = json.Get("blocks").SmallCount(),
            Measured = json.Get("measuredMs").Time(TimeSpan.TicksPerMillisecond),
            ForeignCpu = json.Find("foreignCpu")?.Number() ?? double.NaN,
            KernelTime = json.Find("kernelUs")?.Time(TimeSpan.TicksPerMicrosecond),
            Total = ReadSeries(null, json.Get("iteration")),
            Steps = json.Find("steps") is { } steps ? [.. ByName(steps).Select(pair => ReadSeries(pair.Name, pair.Value))] : [],
        };
    }

    /// <summary>Variances by channel, on one line.</summary>
    public static string Variances(IEnumerable<(RegressionChannel Channel, double Variance)> variances)
        => JsonText.Line(ChannelNames.Join(variances, pair => pair.Channel, pair => pair.Channel, (name, pair) => (name.Name, JsonText.Of(pair.Variance))));

    public static IEnumerable<(RegressionChannel Channel, double Variance)> ReadVariances(LocatedJson json)
    {
        json.Object([.. ChannelNames.Select(pair => pair.Name)]);
        foreach (var (channel, name) in ChannelNames)
        {
            if (json.Find(name) is { } value)
                yield return (channel, value.Number() is var variance and >= 0 ? variance : throw value.Wrong("a variance is not negative"));
        }
    }

    public static IEnumerable<(string Name, LocatedJson Value)> ByName(LocatedJson json)
        => json.Object([.. json.Names]).Names.Select(name => (name, json.Properties[name]));

    private static string Series(SeriesSummary series)
    {
        var fields = new List<(string, string)> { ("count", JsonText.Of(series.Count)) };
        if (series.Failed > 0)
            fields.Add(("failed", JsonText.Of(series.Failed)));
        foreach (var (channel, name) in ChannelNames)
        {
            if (series.Channels.TryGetValue(channel, out var estimate) && !IsImplied(series, channel, estimate))
                fields.Add((name, Estimate(estimate)));
        }

        return JsonText.Line(fields);
    }

    private static SeriesSummary ReadSeries(string? step, LocatedJson json)
    {
        json.Object(SeriesFields);
        var channels = new Dictionary<RegressionChannel, ChannelEstimate>();
        foreach (var (channel, name) in ChannelNames)
        {
            if (json.Find(name) is { } value)
                channels.Add(channel, ReadEstimate(value));
        }

        if (channels.ContainsKey(RegressionChannel.BytesReceived))
            channels.TryAdd(RegressionChannel.BytesSent, default);
        return new SeriesSummary
        {
            Step = step,
            Count = json.Get("count").Count(),
            Failed = json.Find("failed")?.Count() ?? 0,
            Channels = channels,
        };
    }

    /// <summary>Most requests send no body; who counts what was received counts what was sent.</summary>
    private static bool IsImplied(SeriesSummary series, RegressionChannel channel, ChannelEstimate estimate)
        => channel == RegressionChannel.BytesSent && estimate == default && series.Channels.ContainsKey(RegressionChannel.BytesReceived);

    private static string Estimate(ChannelEstimate estimate)
    {
        var (calm, typical, error) = (JsonText.Of(estimate.Calm), JsonText.Of(estimate.Typical), JsonText.Rough(estimate.Error));
        return calm == typical && error == "0" && calm != "null" ? calm : $"[{calm},{typical},{error}]";
    }

    private static ChannelEstimate ReadEstimate(LocatedJson json)
    {
        if (json.Kind == System.Text.Json.JsonValueKind.Number)
            return new ChannelEstimate(json.Number(), json.Number(), 0);
        return json.Array() is [var calm, var typical, var error]
            ? new ChannelEstimate(Figure(calm), Figure(typical), Figure(error))
            : throw json.Wrong("a figure is one number or a list of three");
    }

    private static double Figure(LocatedJson json) => json.Kind == System.Text.Json.JsonValueKind.Null ? double.NaN : json.Number();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(LocatedJson json)
        => DateTimeOffset.TryParseExact(json.String(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw json.Wrong($"\"{json.Text}\" is not a time such as 2026-11-21T16:30:00Z");
}
