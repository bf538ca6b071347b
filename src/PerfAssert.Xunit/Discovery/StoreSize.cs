namespace PerfAssert;

/// <summary>What a method that fills a store is given.</summary>
/// <param name="Rows">How many rows there are to be.</param>
/// <param name="CancellationToken">Ends it.</param>
internal sealed record StoreSize(long Rows, CancellationToken CancellationToken)
{
    /// <summary>The same for methods that count in <see langword="int"/>.</summary>
    public int RowCount => checked((int)Rows);
}
