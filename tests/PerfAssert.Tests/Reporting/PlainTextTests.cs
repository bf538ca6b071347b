using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class PlainTextTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("検索", 4)]
    [InlineData("🚀", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("▁█│✓–", 5)]
    public void The_width_is_that_of_a_terminal(string text, int columns) => Assert.Equal(columns, PlainText.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("検索検索", 6, "検索…")]
    public void A_text_that_is_too_long_is_cut_and_says_so(string text, int width, string expected) => Assert.Equal(expected, PlainText.Cut(text, width));

    [Fact]
    public void Words_stay_whole_unless_longer_than_a_line()
        => Assert.Equal(["one two", "three", "abcdefgh", "ijk four"], PlainText.Wrap("one two  three\nabcdefghijk four", 8));

    [Fact]
    public void Wrapping_loses_no_word_and_keeps_the_width() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        Gen.Choose(2, 40).ToArbitrary(),
        (text, width) =>
        {
            var lines = PlainText.Wrap(text.Get, width);
            return lines.All(line => PlainText.Width(line) <= width)
                && string.Concat(lines).Replace(" ", "") == PlainText.OneLine(text.Get).Replace(" ", "");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bars_rise_from_zero_to_the_largest_and_gaps_show()
        => Assert.Equal("▁▅█·", Sparkline.Draw([0, 4, 8, double.NaN], 10, values => values.Max()));

    [Fact]
    public void Many_values_share_the_columns_and_a_peak_stays_visible()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i == 777 ? 100.0 : 1).ToArray();
        var line = Sparkline.Draw(values, 50, shared => shared.Max());
        Assert.Equal(50, line.Length);
        Assert.Equal(38, line.IndexOf('█', StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_that_is_too_wide_gives_up_expendable_columns_before_the_name()
    {
        var table = new TextTable("name", "first", "second", "third") { Expendable = [2] };
        table.Add("a name of some length", "1", "2", "3");
        Assert.Equal(["name             first third", "a name of some…      1     3"], table.Lines(28));
        Assert.Equal(["name                   first  second  third", "a name of some length      1       2      3"], table.Lines(60));
    }
}
