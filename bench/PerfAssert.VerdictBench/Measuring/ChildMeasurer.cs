using System.Diagnostics;
using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>Each run in a fresh process, with the hog that its cell asks for.</summary>
internal sealed class ChildMeasurer(int seconds, string warmUp) : IMeasurer
{
    /// <summary>24 blocks.</summary>
    public const int DefaultSeconds = 6;

    /// <summary>Besides the load: start, warm-up of at most 5 s, end. Much more on a machine that is taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<(MeasurementFile Measurement, TimeSpan Took)> MeasureAsync(Cell cell, string folder, CancellationToken cancellation)
    {
        using var hog = HogProcess.For(cell.Noise);
        var reports = Directory.CreateTempSubdirectory("verdictbench-").FullName;
        try
        {
            var start = BenchProcess.Start(
                "measure", "--variant", cell.Variant, "--shift", cell.Shift,
                "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--warm-up", warmUp, "--out", folder);
            start.Environment["PERFASSERT_NO_LOCK"] = "1";
            start.Environment["PERFASSERT_OUTPUT"] = reports;
            start.Environment["PERFASSERT_BASELINE"] = "measure";
            var watch = Stopwatch.StartNew();
            await RunAsync(start, cancellation);
            return (MeasurementFile.Read(Path.Combine(folder, MeasurementFile.FileName)), watch.Elapsed);
        }
        finally
        {
            Directory.Delete(reports, recursive: true);
        }
    }

    private async Task RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds) + Patience);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                throw new BenchException($"The run ended with exit code {process.ExitCode}.\n{await output}{await error}".TrimEnd());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BenchException($"The run did not end within {(TimeSpan.FromSeconds(seconds) + Patience).TotalSeconds} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
