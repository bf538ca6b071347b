using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class SpeedProbeTests
{
    [Fact]
    public void The_machines_speed_is_told_in_real_time()
    {
        using var time = new SystemEngineTime();

        Assert.InRange(time.ProbeSpeed()!.Value, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_JIT_does_not_tier_the_kernel()
    {
        var kernel = typeof(SpeedProbe).GetMethod("Kernel", BindingFlags.NonPublic | BindingFlags.Static)!;

        Assert.True(kernel.MethodImplementationFlags.HasFlag((MethodImplAttributes)MethodImplOptions.AggressiveOptimization));
    }
}
