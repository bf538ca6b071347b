namespace PerfAssert.VerdictBench;

/// <summary>The fresh process: hosts the sample API, applies the load through the public API, leaves its measurement in a folder.</summary>
internal static class MeasureCommand
{
    public static async Task RunAsync(Arguments options)
    {
        var variant = Variant.Named(options.Text("--variant"));
        var shift = options.Text("--shift", Variant.Unchanged);
        var plan = variant.Plan(options.Count("--seconds", ChildMeasurer.DefaultSeconds), options.Text("--warm-up", "auto"));
        var folder = options.Text("--out");
        options.RefuseOthers();

        var loadStart = TimeProvider.System.GetUtcNow();
        using var api = new ShiftedApi(variant.Setting(shift));
        var result = await new LoadRun(plan).Against(api).RunAsync(user => user.Http.GetStringAsync(variant.Path));
        foreach (var finding in result.Validity.Findings)
            Console.WriteLine($"{finding.Severity}: {finding}");
        var summary = RunSummaryBuilder.Build(result.Blocks, result.StartedAt, null);
        Console.WriteLine($"{variant.Name} {shift}: {RunText.Of(summary)}");
        Console.WriteLine($"application and warm-up {(result.StartedAt - loadStart).TotalSeconds:0.0} s, load {result.MeasuredDuration.TotalSeconds:0.0} s, "
            + $"end {(TimeProvider.System.GetUtcNow() - result.StartedAt - result.MeasuredDuration).TotalSeconds:0.0} s");
        Directory.CreateDirectory(folder);
        new MeasurementFile(
            variant.Test,
            "",
            null,
            result.Validity.IsValid,
            EnvironmentFingerprint.Of(result.Environment),
            LoadFingerprint.Of(plan),
            summary,
            result.Blocks).Write(folder);
    }
}
