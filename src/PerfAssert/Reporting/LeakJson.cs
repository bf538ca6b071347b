using System.Text.Json;

namespace PerfAssert;

/// <summary>Writes what the leak check found, where there was one.</summary>
internal static class LeakJson
{
    public static void Write(Utf8JsonWriter json, LeakReport report)
    {
        json.WriteStartObject("leaks");
        json.WriteBoolean("isLeaking", report.IsLeaking);
        json.Count("iterations", report.Iterations);
        json.WriteString("note", report.Note);
        json.Objects("trends", report.Trends, WriteTrend);
        json.Objects("types", report.Types, (item, type) =>
        {
            item.WriteString("type", type.Type);
            item.Count("instances", type.Instances);
            item.Count("bytes", type.Bytes);
        });
        json.WriteEndObject();
    }

    private static void WriteTrend(Utf8JsonWriter json, LeakTrend trend)
    {
        json.WriteString("resource", trend.Resource.Name);
        json.WriteString("unit", trend.Resource.Unit == MetricUnit.Bytes ? "bytes" : "count");
        json.Figure("growthPerIteration", trend.GrowthPerIteration);
        json.Figure("low", trend.Low);
        json.Figure("high", trend.High);
        json.Figure("total", trend.Total);
        json.WriteString("shape", LeakText.Word(trend.Shape));
        json.WriteBoolean("isLeaking", trend.IsLeaking);
        json.Texts("growing", trend.Growing);
    }
}
