using System.Text.Json;

namespace PerfAssert;

/// <summary>The member <c>resources</c> of results.json: times in milliseconds, everything else in the unit that is told.</summary>
internal static class ResourceJson
{
    public static void Write(Utf8JsonWriter json, ResourceCollection resources)
    {
        json.WriteStartObject("resources");
        json.WriteString("process", resources.Process);
        json.Objects("series", resources, WriteSeries);
        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, ResourceSeries series)
    {
        var unit = series.Resource.Unit;
        json.WriteString("name", series.Resource.Name);
        json.WriteString("unit", PlanJson.UnitId(unit));
        json.WriteString("kind", series.Resource.Kind == ResourceKind.Level ? "level" : "total");
        json.Figure("initial", PlanJson.InUnit(unit, series.Initial));
        json.Figure("mean", PlanJson.InUnit(unit, series.Mean));
        json.Figure("peak", PlanJson.InUnit(unit, series.Peak));
        json.Figure("final", PlanJson.InUnit(unit, series.Final));
        json.Figure("growth", PlanJson.InUnit(unit, series.Growth));
        json.Objects("samples", series.Samples, (item, sample) =>
        {
            item.Milliseconds("atMs", sample.At);
            item.Figure("value", PlanJson.InUnit(unit, sample.Value));
        });
    }
}
