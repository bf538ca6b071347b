namespace PerfAssert;

/// <summary>
/// Tells when a warm-up has settled: JIT compilation has gone quiet and the CPU cost of an iteration no longer moves. A pure function of
/// what it is told every <see cref="ChunkLength"/>.
/// </summary>
internal sealed class SteadyDetector
{
    /// <summary>Short enough to end soon after the plateau, long enough for a steady cost in each chunk.</summary>
    public static readonly TimeSpan ChunkLength = TimeSpan.FromMilliseconds(250);

    /// <summary>Tiered compilation needs a few hundred milliseconds before it even starts: never stop sooner.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>In-process hosts reach their plateau after 2.5 to 3.5 s; what has not settled by then is not settling.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int Window = 4;
    private const double CostSpread = 1.10;
    private const int QuietMethods = 10;
    private const double WaitBoundCores = 0.1;
    private readonly List<(double Cost, double Cores, int Methods)> chunks = [];

    public TimeSpan Elapsed => ChunkLength * chunks.Count;

    public bool HasSettled { get; private set; }

    /// <summary>Adds a chunk; <see langword="true"/> when the warm-up may end.</summary>
    /// <param name="iterations">Iterations that ended in the chunk.</param>
    /// <param name="cpu">CPU time of the process in the chunk.</param>
    /// <param name="methodsCompiled">Methods that the JIT compiled in the chunk.</param>
    public bool Add(long iterations, TimeSpan cpu, int methodsCompiled)
    {
        chunks.Add((iterations == 0 ? double.NaN : cpu.TotalMicroseconds / iterations, cpu / ChunkLength, methodsCompiled));
        if (Elapsed < Shortest)
            return false;
        var last = chunks[^Window..];
        var quiet = last[^1].Methods + last[^2].Methods <= QuietMethods;

        // An iteration that mostly waits has a cost too small to be steady.
        var waitBound = last.All(chunk => chunk.Cores < WaitBoundCores);
        var steady = last.Max(chunk => chunk.Cost) <= last.Min(chunk => chunk.Cost) * CostSpread;
        HasSettled = quiet && (waitBound || steady);
        return HasSettled || Elapsed >= Longest;
    }
}
