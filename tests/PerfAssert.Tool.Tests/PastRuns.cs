using PerfAssert.Tests.Baselines;
using PerfAssert.Tests.Fabricated;

namespace PerfAssert.Tool.Tests;

/// <summary>Writes report folders as load tests leave them.</summary>
internal static class PastRuns
{
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A report folder with a results.json whose response times lie around the given milliseconds.</summary>
    public static string Write(string parent, string test, DateTimeOffset startedAt, double milliseconds, RunValidity? validity = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, ReportFolder.Name(test, startedAt))).FullName;
        var result = FabricatedResult.Create(
            Enumerable.Range(1, 1000).Select(i => milliseconds * (0.5 + (i / 2000.0))),
            plan: FabricatedResult.Plan(test),
            validity: validity,
            startedAt: startedAt);
        File.WriteAllBytes(Path.Combine(folder, "results.json"), ResultJson.Write(result));
        return folder;
    }

    /// <summary>A report folder with a measurement too.</summary>
    public static string WriteMeasured(string parent, string test, DateTimeOffset startedAt, SimulatedProgram program, int seed, string? verifiedFile = null, bool valid = true, EnvironmentFingerprint? machine = null)
    {
        var folder = Write(parent, test, startedAt, program.Median, valid ? null : Busy);
        Measurement(test, startedAt, program, seed, verifiedFile, valid, machine).Write(folder);
        return folder;
    }

    public static MeasurementFile Measurement(
        string test, DateTimeOffset startedAt, SimulatedProgram program, int seed, string? verifiedFile = null, bool valid = true, EnvironmentFingerprint? machine = null)
    {
        var blocks = program.Run(seed);
        return new MeasurementFile(
            test, $"Shop.Tests.{test}", verifiedFile, valid, machine ?? SimulatedProgram.Machine, SimulatedProgram.Load, RunSummaryBuilder.Build(blocks, startedAt, "abc1234"), blocks);
    }

    /// <summary>What makes a run invalid.</summary>
    public static RunValidity Busy { get; } = new([new ValidityFinding("foreign-load", ValiditySeverity.Invalid, "Others used 80% of the CPU.", "Run it alone.")]);

    /// <summary>A run that was killed.</summary>
    public static string WriteRunning(string parent, string test, DateTimeOffset startedAt)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, ReportFolder.Name(test, startedAt))).FullName;
        var result = FabricatedResult.Create(plan: FabricatedResult.Plan(test));
        var start = new ReportStart(result.Plan, result.Environment, startedAt, folder);
        File.WriteAllBytes(Path.Combine(folder, "results.json"), ResultJson.WriteRunning(start, []));
        return folder;
    }

    /// <summary>Noise that every machine has in common.</summary>
    public static double Noise(int i) => 1 + (0.02 * Math.Sin(i * 2.399963) * Math.Cos(i * 0.7));
}
