using System.Text;
using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class ProcessStatisticsTests
{
    [Theory]
    [InlineData("dotnet")]
    [InlineData("a b")]
    [InlineData("odd) S 1 (name")]
    public void Says_what_the_line_says_whatever_the_process_is_called(string name)
    {
        var line = $"4711 ({name}) S 1 4711 4711 0 -1 4194304 1000 0 0 0 250 50 0 0 20 0 17 0 987654 18446744073709551615 3000 18446744073709551615 1 1";
        ProcessStatistics.Parse(Encoding.UTF8.GetBytes(line))
            .Should().Be(new ProcessStatistics(TimeSpan.FromSeconds(3), 17, 3000L * Environment.SystemPageSize, 987654));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711 (dotnet")]
    [InlineData("4711 (dotnet) S 1 4711")]
    [InlineData("4711 (dotnet) Z 1 4711 4711 0 -1 4194304 1000 0 0 0 250 50 0 0 20 0 1 0 987654 0 0 0 0 0")]
    public void A_line_that_is_cut_or_of_a_process_that_has_ended_says_nothing(string line)
        => ProcessStatistics.Parse(Encoding.UTF8.GetBytes(line)).Should().BeNull();
}
