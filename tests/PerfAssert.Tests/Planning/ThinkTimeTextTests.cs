using Xunit;

namespace PerfAssert.Tests.Planning;

public class ThinkTimeTextTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<string, ThinkTime, string> ThinkTimes => new()
    {
        { "1s", ThinkTime.Fixed(Second), "1s" },
        { "1s..3s", ThinkTime.Uniform(Second, 3 * Second), "1s..3s" },
        { " 0.5s .. 1.5s ", ThinkTime.Uniform(Second / 2, 1.5 * Second), "500ms..1.5s" },
        { "1s..1s", ThinkTime.Uniform(Second, Second), "1s..1s" },
        { "normal(1s, 200ms)", ThinkTime.Normal(Second, Second / 5), "normal(1s, 200ms)" },
        { "NORMAL ( 1s , 0s )", ThinkTime.Normal(Second, TimeSpan.Zero), "normal(1s, 0s)" },
        { "exponential(1s)", ThinkTime.Exponential(Second), "exponential(1s)" },
        { "EXPONENTIAL(1S)", ThinkTime.Exponential(Second), "exponential(1s)" },
        { "exp(1m30s)", ThinkTime.Exponential(90 * Second), "exponential(90s)" },
        { "none", ThinkTime.None, "none" },
        { "0s", ThinkTime.None, "none" },
    };

    [Theory]
    [MemberData(nameof(ThinkTimes))]
    public void A_think_time_is_read_and_written_the_same_in_every_culture(string text, ThinkTime expected, string written) => Cultures.Each(() =>
    {
        Assert.True(ThinkTimeText.TryParse(text, out var thinkTime, out var problem), problem);
        Assert.Equal(expected, thinkTime);
        Assert.Equal(written, ThinkTimeText.Format(thinkTime));
        Assert.True(ThinkTimeText.TryParse(written, out var again, out _));
        Assert.Equal(expected, again);
    });

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("1", "has no unit of time")]
    [InlineData("3s..1s", "has a lower bound above its upper bound")]
    [InlineData("1s..", "is not a think time: \"\" is empty")]
    [InlineData("1x..2s", "is not a think time: \"1x\" is not a duration: \"x\" is no unit of time")]
    [InlineData("gamma(1s)", "is not a think time: \"gamma\" is neither normal nor exponential")]
    [InlineData("normal(1s)", "is not a think time: normal takes two durations, the mean and the standard deviation")]
    [InlineData("normal(1s, 2)", "is not a think time: \"2\" has no unit of time")]
    [InlineData("normal(1s, 200ms", "does not end with its closing parenthesis")]
    [InlineData("exp(1s, 2s)", "is not a think time: exponential takes one duration, the mean")]
    [InlineData("exp(-1s)", "is not a think time: \"-1s\" is negative")]
    public void A_text_that_is_no_think_time_is_refused_with_the_reason(string text, string expected)
    {
        Assert.False(ThinkTimeText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }
}
