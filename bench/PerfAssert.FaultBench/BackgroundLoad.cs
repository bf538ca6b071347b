using System.Diagnostics;

namespace PerfAssert.FaultBench;

/// <summary>Another process that uses one core in bursts of 50 to 250 ms, half of the time, as a neighbour on a shared machine does.</summary>
internal sealed class BackgroundLoad : IDisposable
{
    public const string Argument = "burn";

    private readonly Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Argument) { RedirectStandardInput = true })!;

    /// <summary>What the other process does, until its input ends: with its parent, however that ends.</summary>
    public static void Burn()
    {
        var ended = false;
        var leash = new Thread(() =>
        {
            while (Console.Read() >= 0)
            {
            }

            Volatile.Write(ref ended, true);
        }) { IsBackground = true };
        leash.Start();
        var random = new Random(11);
        while (!Volatile.Read(ref ended))
        {
            var busy = TimeSpan.FromMilliseconds(random.Next(50, 250));
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < busy;)
                Thread.SpinWait(1000);
            Thread.Sleep(random.Next(50, 250));
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
