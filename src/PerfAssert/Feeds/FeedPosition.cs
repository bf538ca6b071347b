namespace PerfAssert;

/// <summary>How many rows of a feed one run has taken.</summary>
internal sealed class FeedPosition(object run)
{
    private long taken;

    public object Run { get; } = run;

    /// <summary>Indexes of the rows in the order of the run; <see langword="null"/> for the order of the source.</summary>
    public int[]? Order { get; init; }

    /// <summary>Number of the next row, from 0, without end. Thread-safe.</summary>
    public long Take() => Interlocked.Increment(ref taken) - 1;
}
