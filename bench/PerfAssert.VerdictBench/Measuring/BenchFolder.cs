using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>Where measurements and verdicts are kept: <c>baseline/variant-n/</c>, <c>plan/run/</c>, <c>plan.csv</c>.</summary>
internal sealed class BenchFolder(string root)
{
    public static BenchFolder From(Arguments options) => new(Path.GetFullPath(options.Text("--data", "artifacts/verdict")));

    public string Lines(string plan) => Path.Combine(root, plan + ".csv");

    public string Run(string plan, string id) => Path.Combine(root, plan, id);

    public string BaselineRun(string variant, int number)
        => Path.Combine(root, "baseline", string.Create(CultureInfo.InvariantCulture, $"{variant}-{number:00}"));

    public MeasurementFile? ReadRun(string plan, string id) => Read(Run(plan, id));

    /// <summary>The recorded runs of a variant.</summary>
    public IReadOnlyList<MeasurementFile> ReadBaseline(string variant)
    {
        var runs = new List<MeasurementFile>();
        while (Read(BaselineRun(variant, runs.Count + 1)) is { } run)
            runs.Add(run);
        return runs.Count > 0 ? runs : throw new BenchException($"There is no baseline of {variant} in {root}. Run: record");
    }

    public static MeasurementFile? Read(string folder)
    {
        var file = Path.Combine(folder, MeasurementFile.FileName);
        return File.Exists(file) ? MeasurementFile.Read(file) : null;
    }
}
