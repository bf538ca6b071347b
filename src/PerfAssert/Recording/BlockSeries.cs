namespace PerfAssert;

/// <summary>What ended in a block, of whole iterations or of one step.</summary>
/// <param name="Response">Successful operations, from the intended start.</param>
/// <param name="Failed">Operations that failed.</param>
/// <param name="BytesSent">Bytes of request bodies.</param>
/// <param name="BytesReceived">Bytes of response bodies.</param>
internal sealed record BlockSeries(BlockHistogram Response, long Failed, long BytesSent, long BytesReceived)
{
    public static BlockSeries Empty { get; } = new(BlockHistogram.Empty, 0, 0, 0);

    /// <summary>Operations that ended, successful or not.</summary>
    public long Count => Response.Count + Failed;

    public BlockSeries Add(BlockSeries other)
        => new(Response.Add(other.Response), Failed + other.Failed, BytesSent + other.BytesSent, BytesReceived + other.BytesReceived);
}
