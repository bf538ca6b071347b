namespace PerfAssert;

/// <summary>
/// Keeps blocks in memory that does not grow with the run: when it is full, neighbours are merged and blocks are twice as long from then
/// on. Not thread-safe.
/// </summary>
internal sealed class BlockLog
{
    /// <summary>Enough for every statistic over blocks, and some 10 MB at the very most.</summary>
    public const int Capacity = 128;

    private readonly List<Block> blocks = [];
    private readonly int capacity;
    private readonly bool byTurn;
    private Block? unfinished;
    private Block? cutShort;
    private int piecesInBlock = 1;
    private int piecesInUnfinished;

    private BlockLog(int capacity, bool byTurn) => (this.capacity, this.byTurn) = (capacity, byTurn);

    /// <summary>Pieces added so far that were not cut short.</summary>
    public int Pieces { get; private set; }

    /// <summary>A log in which every piece is a block until there are too many.</summary>
    /// <param name="capacity">Too many: an even number.</param>
    public static BlockLog ByLength(int capacity = Capacity) => new(capacity, byTurn: false);

    /// <summary>A log in which all pieces between two calls of <see cref="EndTurn"/> are one block, however many blocks that makes.</summary>
    public static BlockLog ByTurn() => new(int.MaxValue, byTurn: true) { piecesInBlock = int.MaxValue };

    /// <param name="piece">What follows the last one.</param>
    /// <param name="whole">Whether it has its planned length: one that the end of the load has cut short counts only as part of a turn, or when there is no other.</param>
    public void Add(Block piece, bool whole = true)
    {
        if (!whole && !byTurn)
        {
            cutShort = piece;
            return;
        }

        Pieces++;
        unfinished = unfinished?.Add(piece) ?? piece;
        if (++piecesInUnfinished == piecesInBlock)
            Finish();
    }

    public void EndTurn()
    {
        if (unfinished is not null)
            Finish();
    }

    /// <summary>The finished blocks, each with as many series as there are names.</summary>
    public IReadOnlyList<Block> Blocks(int names)
    {
        IEnumerable<Block> kept = blocks.Count > 0 || (unfinished ?? cutShort) is not { } only ? blocks : [only];
        return [.. kept.Select(block => block.Series.Count == names ? block : block with { Series = Padded(block.Series, names) })];
    }

    private static BlockSeries[] Padded(IReadOnlyList<BlockSeries> series, int names)
        => [.. Enumerable.Range(0, names).Select(id => id < series.Count ? series[id] : BlockSeries.Empty)];

    private void Finish()
    {
        if (blocks.Count == capacity)
        {
            for (var i = 0; i < capacity / 2; i++)
                blocks[i] = blocks[2 * i].Add(blocks[(2 * i) + 1]);
            blocks.RemoveRange(capacity / 2, capacity / 2);

            // What was a block is now the first half of one.
            piecesInBlock *= 2;
            return;
        }

        blocks.Add(unfinished!);
        unfinished = null;
        piecesInUnfinished = 0;
    }
}
