using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Planning;

public class RateTextTests
{
    [Theory]
    [InlineData("200/s", 200)]
    [InlineData("0.5/s", 0.5)]
    [InlineData(" 200 / S ", 200)]
    [InlineData("30/min", 0.5)]
    [InlineData("20/MIN", 1 / 3.0)]
    [InlineData("1000/h", 1000 / 3600.0)]
    [InlineData("1/h", 1 / 3600.0)]
    [InlineData("0/s", 0)]
    [InlineData("1000000/s", 1e6)]
    public void A_rate_is_read_the_same_in_every_culture(string text, double perSecond) => Cultures.Each(() =>
    {
        Assert.True(RateText.TryParse(text, out var rate, out var problem), problem);
        Assert.Equal(perSecond, rate);
    });

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("200", "does not say per what: /s, /min or /h")]
    [InlineData("-1/s", "is negative")]
    [InlineData("200/x", "is not a rate: after the / stands \"x\", and not s, min or h")]
    [InlineData("200/", "is not a rate: after the / stands \"\", and not s, min or h")]
    [InlineData("many/s", "is not a rate: \"many\" is not a number")]
    [InlineData("1e3/s", "is not a rate: \"1e3\" is not a number")]
    [InlineData("1,000/s", "is not a rate: \"1,000\" has a comma, and numbers are written with a decimal point and no thousands separator")]
    [InlineData("0.5/h", "is slower than 1/h")]
    [InlineData("1000001/s", "is faster than 1000000/s")]
    public void A_text_that_is_no_rate_is_refused_with_the_reason(string text, string expected) => Cultures.Each(() =>
    {
        Assert.False(RateText.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem);
    });

    [Theory]
    [InlineData(200, "200/s")]
    [InlineData(0.5, "0.5/s")]
    [InlineData(20 / 60.0, "20/min")]
    [InlineData(100 / 3600.0, "100/h")]
    [InlineData(0, "0/s")]
    public void A_rate_is_written_in_its_shortest_unit(double perSecond, string expected)
        => Cultures.Each(() => Assert.Equal(expected, RateText.Format(perSecond)));

    [Fact]
    public void Every_rate_is_read_as_it_was_written()
    {
        var rates = Gen.Choose(1, int.MaxValue).Two().Select(pair =>
            Math.Clamp((double)pair.Item1 / pair.Item2, RateText.Slowest, RateText.Fastest));
        Prop.ForAll(Arb.From(rates), value => RateText.TryParse(RateText.Format(value), out var rate, out _) && rate == value)
            .QuickCheckThrowOnFailure();
    }
}
