using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Planning;

public class DurationTextTests
{
    public static TheoryData<string, double> Durations => new()
    {
        { "250us", 0.25 }, { "250µs", 0.25 }, { "250\u03BCs", 0.25 }, { "0.5us", 0.0005 }, { "500ms", 500 }, { "60s", 60_000 }, { "1.5s", 1500 },
        { "1m30s", 90_000 }, { " 1 m 30 s ", 90_000 }, { "2min", 120_000 }, { "2 MIN 5 S", 125_000 }, { "2h", 7_200_000 },
        { "1h1m1s1ms", 3_661_001 }, { "0s", 0 }, { "30h", 108_000_000 }, { ".5s", 500 },
    };

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_duration_is_read_the_same_in_every_culture(string text, double milliseconds) => Cultures.Each(() =>
    {
        Assert.True(DurationText.TryParse(text, out var duration, out var problem), problem);
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    });

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("60", "has no unit of time")]
    [InlineData("1m30", "has no unit of time")]
    [InlineData("60x", "is not a duration: \"x\" is no unit of time")]
    [InlineData("60s!", "is not a duration: \"s!\" is no unit of time")]
    [InlineData("-5s", "is negative")]
    [InlineData("ten", "is not a duration: a number is missing before \"ten\"")]
    [InlineData("1s and", "is not a duration: a number is missing before \"and\"")]
    [InlineData("1.2.3s", "is not a duration: \"1.2.3\" is not a number")]
    [InlineData("1,5s", "is not a duration: \"1,5\" has a comma, and numbers are written with a decimal point and no thousands separator")]
    [InlineData("30s1m", "is not a duration: its units must go from large to small, each once")]
    [InlineData("1s1s", "is not a duration: its units must go from large to small, each once")]
    [InlineData("721h", "is longer than 720h")]
    [InlineData("720h1us", "is longer than 720h")]
    [InlineData("99999999999999999999999999h", "is longer than 720h")]
    public void A_text_that_is_no_duration_is_refused_with_the_reason(string text, string expected) => Cultures.Each(() =>
    {
        Assert.False(DurationText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    });

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "0.1us")]
    [InlineData(2_500, "250us")]
    [InlineData(5_000_000, "500ms")]
    [InlineData(5_000_001, "500.0001ms")]
    [InlineData(15_000_000, "1.5s")]
    [InlineData(600_000_000, "60s")]
    [InlineData(1_250_000_000, "2m5s")]
    [InlineData(36_000_000_000, "1h")]
    [InlineData(36_005_000_000, "1h0.5s")]
    [InlineData(25_920_000_000_000, "720h")]
    public void A_duration_is_written_as_people_write_it(long ticks, string expected)
        => Cultures.Each(() => Assert.Equal(expected, DurationText.Format(new TimeSpan(ticks))));

    [Fact]
    public void Every_duration_is_read_as_it_was_written()
    {
        var ticks = Gen.OneOf(
            Gen.Choose(0, int.MaxValue).Select(value => (long)value),
            Gen.Choose(0, 720 * 3600).Select(value => value * TimeSpan.TicksPerSecond),
            Gen.Choose(0, int.MaxValue).Select(value => value * 12_000L));
        Prop.ForAll(Arb.From(ticks), value =>
            DurationText.TryParse(DurationText.Format(new TimeSpan(value)), out var duration, out _) && duration.Ticks == value)
            .QuickCheckThrowOnFailure();
    }
}
