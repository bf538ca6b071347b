using Xunit;

namespace PerfAssert.Tests.Execution;

public class SteadyDetectorTests
{
    [Fact]
    public void It_never_ends_before_a_second()
        => Assert.Equal(4, ChunksUntilTheEnd(_ => (1_000, 100, 0)));

    [Fact]
    public void It_waits_until_the_cost_of_an_iteration_has_settled()
        => Assert.Equal(9, ChunksUntilTheEnd(chunk => (1_000, chunk < 5 ? 200 - (chunk * 20) : 100, 0)));

    [Fact]
    public void It_waits_until_the_compiler_has_gone_quiet()
        => Assert.Equal(8, ChunksUntilTheEnd(chunk => (1_000, 100, chunk < 6 ? 300 : 1)));

    [Fact]
    public void It_gives_up_after_five_seconds_and_says_so()
    {
        var detector = new SteadyDetector();

        Assert.Equal(20, ChunksUntilTheEnd(chunk => (1_000, chunk % 2 == 0 ? 100 : 200, 0), detector));
        Assert.False(detector.HasSettled);
    }

    [Fact]
    public void Iterations_that_mostly_wait_need_no_steady_cost()
        => Assert.Equal(4, ChunksUntilTheEnd(chunk => (10 + chunk, chunk % 2 == 0 ? 2 : 8, 0)));

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
