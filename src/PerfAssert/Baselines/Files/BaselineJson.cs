using System.Text;

namespace PerfAssert;

/// <summary>
/// A baseline document as JSON of schema 1: UTF-8 without a mark, LF, one line for each series of a run, so that an accepted run is a
/// few added lines in a pull request. Reading and writing again changes no byte.
/// </summary>
internal static class BaselineJson
{
    /// <summary>Key of whole iterations among the inherited variances.</summary>
    private const string Iteration = "iteration";

    public static byte[] Write(BaselineDocument document)
    {
        var text = new StringBuilder();
        text.Append("{\n");
        text.Append("  \"schema\": ").Append(JsonText.Of((long)BaselineDocument.CurrentSchema)).Append(",\n");
        text.Append("  \"test\": ").Append(JsonText.Of(document.Test)).Append(",\n");
        text.Append("  \"load\": ").Append(JsonText.Of(document.Load.Text)).Append(",\n");
        text.Append("  \"loadHash\": ").Append(JsonText.Of(document.Load.Hash)).Append(",\n");
        text.Append("  \"figures\": ").Append(JsonText.Of(RunSummaryJson.Legend)).Append(",\n");
        text.Append("  \"environments\": {");
        var separator = "\n";
        foreach (var section in document.Environments.OrderBy(section => section.Fingerprint.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append("    ").Append(JsonText.Of(section.Fingerprint.Key)).Append(": {\n");
            text.Append("      \"fingerprint\": ").Append(FingerprintJson.Line(section.Fingerprint)).Append(",\n");
            AddInherited(text, section.InheritedVariance);
            text.Append("      \"runs\": [");
            text.AppendJoin(", ", section.Runs.Select(run => string.Join("\n      ", RunSummaryJson.Lines(run))));
            text.Append("]\n    }");
            separator = ",\n";
        }

        text.Append("\n  }\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="LocatedJsonException">It is damaged or of a newer schema.</exception>
    public static BaselineDocument Read(ReadOnlySpan<byte> utf8)
    {
        var json = LocatedJson.Parse(utf8);
        CheckSchema(json);
        json.Object("schema", "test", "load", "loadHash", "figures", "environments");
        return new BaselineDocument
        {
            Test = json.Get("test").String(),
            Load = new LoadFingerprint(json.Get("load").String(), json.Get("loadHash").String()),
            Environments =
            [
                .. RunSummaryJson.ByName(json.Get("environments"))
                    .Select(pair => ReadSection(pair.Value))
                    .OrderBy(section => section.Fingerprint.Key, StringComparer.Ordinal),
            ],
        };
    }

    /// <exception cref="LocatedJsonException">There is no schema, or it is newer than what is known here.</exception>
    public static void CheckSchema(LocatedJson json)
    {
        var schema = json.Get("schema");
        if (schema.SmallCount() > BaselineDocument.CurrentSchema)
            throw new LocatedJsonException(schema.Line, "") { NewerSchema = schema.SmallCount() };
        if (schema.SmallCount() == 0)
            throw schema.Wrong("there is no schema 0");
    }

    private static BaselineSection ReadSection(LocatedJson json)
    {
        json.Object("fingerprint", "inheritedVariance", "runs");
        var inherited = new Dictionary<(string Step, RegressionChannel Channel), double>();
        if (json.Find("inheritedVariance") is { } variances)
        {
            variances.Object(Iteration, "steps");
            if (variances.Find(Iteration) is { } iteration)
                Read("", iteration);
            if (variances.Find("steps") is { } steps)
            {
                foreach (var (name, step) in RunSummaryJson.ByName(steps))
                    Read(name, step);
            }
        }

        return new BaselineSection
        {
            Fingerprint = FingerprintJson.Read(json.Get("fingerprint")),
            InheritedVariance = inherited,
            Runs = [.. json.Get("runs").Array().Select(RunSummaryJson.Read)],
        };

        void Read(string step, LocatedJson line)
        {
            foreach (var (channel, variance) in RunSummaryJson.ReadVariances(line))
                inherited.Add((step, channel), variance);
        }
    }

    private static void AddInherited(StringBuilder text, IReadOnlyDictionary<(string Step, RegressionChannel Channel), double> inherited)
    {
        if (inherited.Count == 0)
            return;
        var series = inherited.GroupBy(pair => pair.Key.Step, pair => (pair.Key.Channel, pair.Value))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var lines = new List<string>();
        if (series is [{ Key: "" } iteration, ..])
            lines.Add($"        \"{Iteration}\": {RunSummaryJson.Variances(iteration)}");
        var steps = series.Where(group => group.Key.Length > 0).ToList();
        if (steps.Count > 0)
        {
            lines.Add("        \"steps\": {\n"
                + string.Join(",\n", steps.Select(step => $"          {JsonText.Of(step.Key)}: {RunSummaryJson.Variances(step)}"))
                + "\n        }");
        }

        text.Append("      \"inheritedVariance\": {\n").AppendJoin(",\n", lines).Append("\n      },\n");
    }
}
