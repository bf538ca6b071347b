using System.Diagnostics;

namespace PerfAssert.VerdictBench;

/// <summary>Another process that takes CPU time, for as long as this object lives.</summary>
internal sealed class HogProcess : IDisposable
{
    private readonly Process process;

    private HogProcess(params IEnumerable<string> arguments)
    {
        process = Process.Start(BenchProcess.Start(["hog", .. arguments]))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The hog of a noise; <see langword="null"/> where it has none.</summary>
    public static HogProcess? For(string noise) => noise switch
    {
        Noise.Hog => new HogProcess("--threads", "1", "--burst"),
        Noise.Steady => new HogProcess("--threads", "2"),
        _ => null,
    };

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
