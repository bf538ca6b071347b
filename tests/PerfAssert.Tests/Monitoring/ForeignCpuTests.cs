using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class ForeignCpuTests
{
    [Fact]
    public void What_ticks_hide_in_one_piece_shows_in_the_next_and_the_sum_is_right()
        => Assert.Equal([0, 12, 15, 0, 5], Foreign((250, 242), (250, 270), (100, 115), (250, 250), (250, 255)));

    [Fact]
    public void A_clock_that_runs_slow_hides_no_more_than_a_tick_for_each_core()
        => Assert.Equal([0, 0, 0, 180], Foreign((500, 400), (500, 400), (500, 400), (100, 300)));

    [Fact]
    public void Where_the_machine_cannot_be_read_nothing_is_told()
        => Assert.Null(new ForeignCpu(2).Between(new ProcessReading(0, default, null, default, 0, 0), new ProcessReading(1, default, TimeSpan.Zero, default, 0, 0)));

    /// <summary>Milliseconds of others, of pieces with a process's and the machine's milliseconds, on two cores.</summary>
    private static double[] Foreign(params (int Own, int Machine)[] pieces)
    {
        var foreign = new ForeignCpu(cores: 2);
        var last = new ProcessReading(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        return [.. pieces.Select(piece =>
        {
            var before = last;
            last = before with { Cpu = before.Cpu + TimeSpan.FromMilliseconds(piece.Own), MachineBusy = before.MachineBusy + TimeSpan.FromMilliseconds(piece.Machine) };
            return foreign.Between(before, last)!.Value.TotalMilliseconds;
        })];
    }
}
