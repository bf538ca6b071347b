using System.Globalization;
using System.Text;

namespace PerfAssert;

/// <summary><c>resources.csv</c>: a row for each moment at which the monitors read, a column for each resource. Pure.</summary>
internal static class ResourceCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "resources.csv";

    /// <summary>Renders the file; a cell is empty where a resource was not read.</summary>
    public static string Render(ResourceCollection resources)
    {
        var text = new StringBuilder("at_s");
        foreach (var series in resources)
            text.Append(',').Append(Column(series.Resource));
        text.Append('\n');
        var next = new int[resources.Count];
        foreach (var at in resources.SelectMany(series => series.Samples).Select(sample => sample.At).Distinct().Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"{at.TotalSeconds:0.###}");
            var index = 0;
            foreach (var series in resources)
            {
                text.Append(',');
                if (next[index] < series.Samples.Count && series.Samples[next[index]].At == at)
                    text.Append(CultureInfo.InvariantCulture, $"{PlanJson.InUnit(series.Resource.Unit, series.Samples[next[index]++].Value):0.######}");
                index++;
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The name with its unit, of letters, digits and underscores: <c>gc_pause_ms</c>.</summary>
    private static string Column(Resource resource)
    {
        var name = string.Concat(resource.Name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return name + resource.Unit switch
        {
            MetricUnit.Duration => "_ms",
            MetricUnit.Ratio => "_ratio",
            MetricUnit.Bytes => "_bytes",
            MetricUnit.BytesPerSecond => "_bytes_per_s",
            MetricUnit.PerSecond => "_per_s",
            _ => "",
        };
    }
}
