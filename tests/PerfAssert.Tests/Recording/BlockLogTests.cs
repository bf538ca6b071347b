using Xunit;

namespace PerfAssert.Tests.Recording;

public class BlockLogTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData(127, 127, 1)]
    [InlineData(128, 128, 1)]
    [InlineData(129, 64, 2)]
    [InlineData(130, 65, 2)]
    [InlineData(256, 128, 2)]
    [InlineData(257, 128, 2)]
    [InlineData(258, 64, 4)]
    [InlineData(10_000, 78, 128)]
    public void A_full_log_doubles_the_length_of_its_blocks(int pieces, int blocks, int piecesInBlock)
    {
        var log = BlockLog.ByLength();
        for (var i = 0; i < pieces; i++)
            log.Add(Piece(i));

        var kept = log.Blocks(names: 1);

        Assert.Equal(pieces, log.Pieces);
        Assert.Equal(blocks, kept.Count);
        Assert.All(kept, block => Assert.Equal(Length * piecesInBlock, block.Length));
        Assert.Equal(Enumerable.Range(0, blocks).Select(i => Length * piecesInBlock * i), kept.Select(block => block.Start));
    }

    [Fact]
    public void Merged_blocks_add_everything_up()
    {
        var log = BlockLog.ByLength();
        for (var i = 0; i < 2 * BlockLog.Capacity; i++)
            log.Add(Piece(i));

        var second = log.Blocks(names: 1)[1];

        // The pieces 2 and 3.
        Assert.Equal(5, second.AllocatedBytes);
        Assert.Equal(TimeSpan.FromMilliseconds(5), second.Cpu);
        Assert.Equal(TimeSpan.FromMilliseconds(50), second.ForeignCpu);
        Assert.Equal(500, second.SqlCommands);
        Assert.Equal(2, second.Series[0].Response.Count);
        Assert.Equal(5, second.Series[0].Failed);
        Assert.Equal(10, second.Series[0].BytesSent);
        Assert.Equal(15, second.Series[0].BytesReceived);
        Assert.Null(second.OutboundCalls);
    }

    [Fact]
    public void A_source_or_a_step_that_appears_in_the_middle_counts_from_there()
    {
        var late = Piece(1) with { OutboundCalls = 7, Series = [BlockSeries.Empty, Series(3)] };

        var merged = (Piece(0) with { OutboundCalls = null }).Add(late);

        Assert.Equal(7, merged.OutboundCalls);
        Assert.Equal([0, 3], merged.Series.Select(series => series.Failed));
        Assert.Null((Piece(0) with { ForeignCpu = null }).Add(late).ForeignCpu);
    }

    [Fact]
    public void Every_block_has_all_series()
    {
        var log = BlockLog.ByLength();
        log.Add(Piece(0));
        log.Add(Piece(1) with { Series = [Series(1), Series(2)] });

        Assert.All(log.Blocks(names: 2), block => Assert.Equal(2, block.Series.Count));
    }

    [Fact]
    public void A_piece_that_was_cut_short_counts_only_when_it_is_alone()
    {
        var alone = BlockLog.ByLength();
        alone.Add(Piece(5), whole: false);
        var among = BlockLog.ByLength();
        among.Add(Piece(0));
        among.Add(Piece(5), whole: false);

        Assert.Equal(5, Assert.Single(alone.Blocks(names: 1)).AllocatedBytes);
        Assert.Equal(0, Assert.Single(among.Blocks(names: 1)).AllocatedBytes);
        Assert.Empty(BlockLog.ByLength().Blocks(names: 1));
    }

    [Fact]
    public void A_turn_is_one_block_however_many_there_are()
    {
        var log = BlockLog.ByTurn();
        for (var turn = 0; turn < 300; turn++)
        {
            log.Add(Piece(2 * turn));
            log.Add(Piece((2 * turn) + 1), whole: false);
            log.EndTurn();
        }

        Assert.Equal(300, log.Blocks(names: 1).Count);
        Assert.All(log.Blocks(names: 1), block => Assert.Equal(2 * Length, block.Length));
    }

    private static Block Piece(int number) => new()
    {
        Start = Length * number,
        Length = Length,
        Series = [Series(number)],
        Cpu = TimeSpan.FromMilliseconds(number),
        ForeignCpu = TimeSpan.FromMilliseconds(10 * number),
        AllocatedBytes = number,
        SqlCommands = 100 * number,
        OutboundCalls = null,
    };

    private static BlockSeries Series(int failed)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1_000_000);
        return new BlockSeries(BlockHistogram.Of(histogram), failed, 2 * failed, 3 * failed);
    }
}
