using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class CpuShareTests
{
    [Fact]
    public void Is_the_time_spent_of_the_time_there_was()
    {
        var share = new CpuShare(4);
        share.Next(TimeSpan.FromSeconds(7), Second(1)).Should().Be(double.NaN);
        share.Next(TimeSpan.FromSeconds(9), Second(2)).Should().Be(0.5);
        share.Next(TimeSpan.FromSeconds(9), Second(3)).Should().Be(0);
        share.Next(TimeSpan.FromSeconds(99), Second(4)).Should().Be(1);
    }

    [Fact]
    public void A_reading_too_soon_after_another_counts_with_the_next()
    {
        var share = new CpuShare(1);
        share.Next(TimeSpan.Zero, Second(1));
        share.Next(TimeSpan.FromSeconds(0.04), Second(1.04)).Should().Be(double.NaN);
        share.Next(TimeSpan.FromSeconds(0.5), Second(2)).Should().BeApproximately(0.5, 1e-9);
    }

    private static long Second(double number) => (long)(Stopwatch.Frequency * number);
}
