using System.Text.Json;

namespace PerfAssert;

/// <summary>The kinds of fields that results.json is made of. What is not known is <c>null</c>, never a figure.</summary>
internal static class JsonFields
{
    public static void Milliseconds(this Utf8JsonWriter json, string name, TimeSpan? value)
        => json.Figure(name, value is { } time ? time.Ticks / (double)TimeSpan.TicksPerMillisecond : double.NaN);

    public static void Figure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void Count(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    public static void Latency(this Utf8JsonWriter json, string name, LatencySummary? latency)
    {
        if (latency is null)
        {
            json.WriteNull(name);
            return;
        }

        TimeSpan? Known(TimeSpan value) => latency.Count > 0 ? value : null;
        json.WriteStartObject(name);
        json.Count("count", latency.Count);
        json.Milliseconds("minMs", Known(latency.Min));
        json.Milliseconds("meanMs", Known(latency.Mean));
        json.Milliseconds("standardDeviationMs", Known(latency.StandardDeviation));
        json.Milliseconds("p50Ms", StatedPercentile.Of(latency, 50));
        json.Milliseconds("p75Ms", StatedPercentile.Of(latency, 75));
        json.Milliseconds("p90Ms", StatedPercentile.Of(latency, 90));
        json.Milliseconds("p95Ms", StatedPercentile.Of(latency, 95));
        json.Milliseconds("p99Ms", StatedPercentile.Of(latency, 99));
        json.Milliseconds("p999Ms", StatedPercentile.Of(latency, 99.9));
        json.Milliseconds("maxMs", Known(latency.Max));
        json.WriteEndObject();
    }
}
