using Xunit;

namespace PerfAssert.Tests.Execution;

public class SteadyDetectorTests
{
    [Fact]
    public void It_never_ends_before_a_second()
        => Assert.Equal(4, ChunksUntilTheEnd(_ => (1_000, 100, 0)));

    [Fact]
    public void It_waits_until_the_cost_of_an_iteration_no_longer_falls()
        => Assert.Equal(8, ChunksUntilTheEnd(chunk => (1_000, chunk < 4 ? 500 - (chunk * 100) : 100, 0)));

    [Fact]
    public void Other_work_on_the_machine_does_not_hold_it_up()
        => Assert.Equal(5, ChunksUntilTheEnd(chunk => (1_000, chunk switch { 0 => 300, 1 => 100, 2 => 180, 3 => 102, _ => 250 }, 0)));

    [Fact]
    public void It_waits_until_the_compiler_has_gone_quiet()
        => Assert.Equal(8, ChunksUntilTheEnd(chunk => (1_000, 100, chunk < 6 ? 300 : 1)));

    [Fact]
    public void It_gives_up_after_five_seconds_and_says_so()
    {
        var detector = new SteadyDetector();

        Assert.Equal(20, ChunksUntilTheEnd(chunk => (1_000, 1_000 * Math.Pow(0.9, chunk), 0), detector));
        Assert.False(detector.HasSettled);
    }

    [Fact]
    public void Without_a_finished_iteration_there_is_no_telling()
        => Assert.Equal(20, ChunksUntilTheEnd(_ => (0, 1, 0)));

    private static int ChunksUntilTheEnd(Func<int, (long Iterations, double CpuMilliseconds, int Methods)> reading, SteadyDetector? detector = null)
    {
        detector ??= new SteadyDetector();
        for (var chunk = 0; ; chunk++)
        {
            var (iterations, cpu, methods) = reading(chunk);
            if (detector.Add(iterations, TimeSpan.FromMilliseconds(cpu), methods))
                return chunk + 1;
        }
    }
}
