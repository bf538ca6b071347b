using System.Numerics;

namespace PerfAssert;

/// <summary>A counter that many threads raise at once without waiting for each other: a cache line for each core.</summary>
internal sealed class StripedCounter
{
    /// <summary>128 bytes: a processor fetches cache lines in pairs.</summary>
    private const int Stride = 16;

    private readonly long[] counts = new long[((int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 64)) + 1) * Stride];

    public long Sum
    {
        get
        {
            long sum = 0;
            for (var i = Stride; i < counts.Length; i += Stride)
                sum += Volatile.Read(ref counts[i]);
            return sum;
        }
    }

    public void Increment()
    {
        // The first stripe is left free: it shares a cache line with the array's header.
        var stripe = (Thread.GetCurrentProcessorId() & ((counts.Length / Stride) - 2)) + 1;
        Interlocked.Increment(ref counts[stripe * Stride]);
    }
}
