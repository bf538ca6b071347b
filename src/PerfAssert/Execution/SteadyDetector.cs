namespace PerfAssert;

/// <summary>
/// Tells when a warm-up has settled: JIT compilation has gone quiet and the CPU cost of an iteration no longer falls. Other work on the
/// machine only ever adds cost, so it is the floor of the cost that is watched. A pure function of what it is told every <see cref="ChunkLength"/>.
/// </summary>
internal sealed class SteadyDetector
{
    /// <summary>Short enough to end soon after the plateau, long enough for a steady cost in each chunk.</summary>
    public static readonly TimeSpan ChunkLength = TimeSpan.FromMilliseconds(250);

    /// <summary>Tiered compilation needs a few hundred milliseconds before it even starts: never stop sooner.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>In-process hosts reach their plateau after 2.5 to 3.5 s; what has not settled by then is not settling.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The last chunks, in which no new floor may show.</summary>
    private const int Window = 3;

    /// <summary>A floor lower than this share of the one before is a new one.</summary>
    private const double NewFloor = 0.9;

    /// <summary>More methods compiled in half a second than this mean that tiered compilation is still at work.</summary>
    private const int QuietMethods = 10;

    private readonly List<(double Cost, int Methods)> chunks = [];

    public TimeSpan Elapsed => ChunkLength * chunks.Count;

    /// <summary>Whether the cost has stopped falling.</summary>
    public bool HasSettled { get; private set; }

    /// <summary>Adds a chunk; <see langword="true"/> when the warm-up may end.</summary>
    /// <param name="iterations">Iterations that ended in the chunk.</param>
    /// <param name="cpu">CPU time of the process in the chunk.</param>
    /// <param name="methodsCompiled">Methods that the JIT compiled in the chunk.</param>
    public bool Add(long iterations, TimeSpan cpu, int methodsCompiled)
    {
        chunks.Add((iterations == 0 ? double.PositiveInfinity : cpu.TotalMicroseconds / iterations, methodsCompiled));
        if (Elapsed < Shortest)
            return false;
        var quiet = chunks[^1].Methods + chunks[^2].Methods <= QuietMethods;
        var floor = chunks[^Window..].Min(chunk => chunk.Cost);
        var floorBefore = chunks[..^Window].Min(chunk => chunk.Cost);
        HasSettled = floor >= floorBefore * NewFloor;
        return (HasSettled && quiet && double.IsFinite(floor)) || Elapsed >= Longest;
    }
}
