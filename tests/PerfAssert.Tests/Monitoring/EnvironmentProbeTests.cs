using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class EnvironmentProbeTests
{
    [Fact]
    public void The_JIT_is_told_in_one_word_that_agrees_with_the_profiling()
    {
        var environment = EnvironmentProbe.Describe("code", typeof(EnvironmentProbeTests).Assembly, application: null);

        Assert.Contains(environment.Jit, (string[])["pinned", "tiered PGO", "tiered", "untiered"]);
        Assert.Equal(environment.TieredPgo, environment.Jit == "tiered PGO");
        Assert.Contains(environment.VectorBits, (int[])[0, 128, 256, 512]);
        Assert.True(environment.VectorBits >= System.Numerics.Vector<byte>.Count * 8 || environment.VectorBits == 0);
    }
}
