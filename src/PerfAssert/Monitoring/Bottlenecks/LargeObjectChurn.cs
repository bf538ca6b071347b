namespace PerfAssert;

/// <summary>Objects of 85,000 bytes and more come and go: only full collections free them.</summary>
internal static class LargeObjectChurn
{
    /// <summary>Full collections in a second: a healthy service has one in many seconds.</summary>
    private const double ManyPerSecond = 1;

    /// <summary>Share of the collections that are full ones: 30 %. Ordinary garbage is collected young.</summary>
    private const double MostlyFull = 0.3;

    /// <summary>Allocations of a second, 50 MB, of which ordinary ones make many young collections: where half of all are full ones, large objects did.</summary>
    private const double MuchAllocated = 50 << 20;

    /// <summary>See <see cref="MuchAllocated"/>.</summary>
    private const double HalfFull = 0.5;

    public static Bottleneck? Find(LoadResult result)
    {
        if (result.Resources[Resources.Gen2] is not { Growth: > 0 } full || result.Resources[Resources.Gen0] is not { } all || result.Resources[Resources.LargeObjects] is not { } large)
            return null;
        var many = full.Mean >= ManyPerSecond && full.Growth >= all.Growth * MostlyFull;
        var instead = result.Resources[Resources.Allocated]?.Mean >= MuchAllocated && full.Growth >= all.Growth * HalfFull;
        if (!many && !instead)
            return null;
        return new(
            BottleneckKind.LargeObjects,
            $"{Figure.Count((long)full.Growth)} of {Figure.Count((long)all.Growth)} garbage collections were full ones ({Figure.Rate(full.Mean)}), with up to {Figure.Bytes(large.Peak)} of large objects; "
            + $"{Figure.Bytes(result.Cost.AllocatedBytesPerIteration)} are allocated per iteration.",
            "Rent large buffers (ArrayPool<byte>.Shared, RecyclableMemoryStream), or stream instead of building whole bodies in memory: from 85,000 bytes on only a full collection frees an object.");
    }
}
