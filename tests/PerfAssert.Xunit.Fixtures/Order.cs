using Xunit;

namespace PerfAssert.Xunit.Fixtures;

public class AlphaLoad
{
    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public void First(VirtualUser user)
    {
    }

    [Fact]
    public void Ordinary_among_load_tests()
    {
    }
}

public class BetaOrdinary
{
    [Fact]
    public void One()
    {
    }

    [Fact]
    public void Two()
    {
    }
}

public class GammaLoad
{
    [LoadTheory(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    [InlineData(1)]
    [InlineData(2)]
    public void Second(int size) => _ = size;
}

public class DeltaOrdinary
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Three(int size) => Assert.True(size > 0);
}

[AfterLoadTests]
public class OmegaAfter
{
    [Fact]
    public void Last()
    {
    }
}
