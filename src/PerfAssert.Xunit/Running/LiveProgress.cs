namespace PerfAssert;

/// <summary>
/// Shows the progress of a load test while it runs, ever more sparingly: each second at first, every six seconds after a minute. A build
/// log stays readable, and a long run is still seen to be alive.
/// </summary>
/// <param name="write">Receives the lines to show.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveProgress(Action<string> write, TimeProvider time)
{
    /// <summary>A line follows when the time since the last one is this share of the time since the start.</summary>
    private const double Share = 0.1;

    /// <summary>However long the run, a line comes this often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly long start = time.GetTimestamp();
    private TimeSpan shown;

    public void Report(string line)
    {
        var now = time.GetElapsedTime(start);
        if (now - shown < Longest && now - shown < now * Share)
            return;
        shown = now;
        write(line);
    }
}
