using Xunit;

namespace PerfAssert.Tests.Planning;

public class WarmUpTextTests
{
    public static TheoryData<string, WarmUp, string> WarmUps => new()
    {
        { "auto", WarmUp.Auto, "auto" },
        { " AUTO ", WarmUp.Auto, "auto" },
        { "none", WarmUp.None, "none" },
        { "0s", WarmUp.None, "none" },
        { "5s", WarmUp.For(TimeSpan.FromSeconds(5)), "5s" },
        { "1.5 s", WarmUp.For(TimeSpan.FromSeconds(1.5)), "1.5s" },
    };

    [Theory]
    [MemberData(nameof(WarmUps))]
    public void A_warm_up_is_read_and_written_the_same_in_every_culture(string text, WarmUp expected, string written) => Cultures.Each(() =>
    {
        Assert.True(WarmUpText.TryParse(text, out var warmUp, out var problem), problem);
        Assert.Equal(expected, warmUp);
        Assert.Equal(written, WarmUpText.Format(warmUp));
    });

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("5", "has no unit of time")]
    [InlineData("-5s", "is negative")]
    [InlineData("yes", "is neither auto, none nor a duration")]
    public void A_text_that_is_no_warm_up_is_refused_with_the_reason(string text, string expected)
    {
        Assert.False(WarmUpText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    }
}
