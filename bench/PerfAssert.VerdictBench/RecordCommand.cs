namespace PerfAssert.VerdictBench;

/// <summary>Measures the baselines. Runs of the variants take turns, so that each baseline is spread over the time that all of them take.</summary>
internal static class RecordCommand
{
    private const int DefaultRuns = 5;

    public static async Task RunAsync(Arguments options, CancellationToken cancellation)
    {
        var folder = BenchFolder.From(options);
        var variants = options.List("--variants", Variant.Names);
        var runs = options.Count("--runs", DefaultRuns);
        var seconds = options.Count("--seconds", ChildMeasurer.DefaultSeconds);
        var noise = options.Text("--noise", Noise.AsIs);
        if (!Noise.All.Contains(noise))
            throw new BenchException($"--noise: there is no \"{noise}\", but {string.Join(", ", Noise.All)}.");
        var warmUp = options.Text("--warm-up", "auto");
        var dry = options.Has("--dry");
        IMeasurer measurer = dry ? new FabricatedMeasurer(seconds) : new ChildMeasurer(seconds, warmUp);
        options.RefuseOthers();

        for (var number = 1; number <= runs; number++)
        {
            foreach (var variant in variants)
            {
                var place = folder.BaselineRun(variant, number);
                if (BenchFolder.Read(place) is not null)
                    continue;
                if (noise == Noise.Quiet && !dry)
                    await MachineLoad.BecomesQuietAsync(TimeSpan.MaxValue, cancellation);
                var (measurement, took) = await measurer.MeasureAsync(new Cell(noise, variant, Variant.Unchanged), place, cancellation);
                Console.WriteLine($"{variant,-6} {number} of {runs}: {RunText.Of(measurement.Run)}, {took.TotalSeconds:0.0} s in all{(measurement.Valid ? "" : ", INVALID")}");
            }
        }

        Console.WriteLine($"There are {runs} runs of {string.Join(", ", variants)}.");
    }
}
