namespace PerfAssert;

/// <summary>Lengths of iterations that succeeded without waiting, one after the other on one thread: recorded together.</summary>
internal sealed class IterationBatch
{
    private readonly long[] lengths = new long[64];
    private int count;

    public ReadOnlySpan<long> Lengths => lengths.AsSpan(0, count);

    /// <returns>Whether it is full.</returns>
    public bool Add(long nanoseconds)
    {
        lengths[count++] = nanoseconds;
        return count == lengths.Length;
    }

    public void Clear() => count = 0;
}
