using Xunit;

namespace PerfAssert.Tests.Baselines;

public class ChangePointsTests
{
    [Fact]
    public void Noise_around_one_level_has_no_change()
    {
        var found = Enumerable.Range(0, 300).Count(seed => ChangePoints.Find(Noise(seed, 10 + (seed % 60))).Count > 0);
        Assert.True(found <= 3, $"{found} of 300 series of mere noise were found to change; about 1 is to be expected.");
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(12, 20)]
    [InlineData(30, 30)]
    [InlineData(80, 10)]
    public void A_clear_shift_is_found_where_it_is(int before, int after)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            double[] values = [.. Noise(seed, before), .. Noise(seed + 1000, after).Select(value => value * 1.5)];
            Assert.InRange(Assert.Single(ChangePoints.Find(values)), before - 2, before + 2);
        }
    }

    [Fact]
    public void Each_of_several_shifts_is_found()
    {
        double[] values = [.. Noise(1, 20), .. Noise(2, 20).Select(value => value * 1.4), .. Noise(3, 20)];
        var found = ChangePoints.Find(values);
        Assert.Equal(2, found.Count);
        Assert.InRange(found[0], 18, 22);
        Assert.InRange(found[1], 38, 42);
    }

    /// <summary>
    /// By hand: with two levels and nothing else, each segment of one level costs nothing, so that the only cost is the penalty,
    /// 7 ln 20 = 21; without the change, the quantiles between the levels cost far more. At 19 or 21 a value of the other level would
    /// have to be paid for.
    /// </summary>
    [Fact]
    public void Two_levels_with_ties_change_exactly_between_them()
        => Assert.Equal([10], ChangePoints.Find([.. Enumerable.Repeat(1.0, 10), .. Enumerable.Repeat(2.0, 10)]));

    [Fact]
    public void A_single_outlier_is_no_change()
    {
        var values = Noise(5, 30);
        values[14] = 1e6;
        Assert.Empty(ChangePoints.Find(values));
    }

    [Fact]
    public void Only_the_order_of_the_values_counts()
    {
        double[] values = [.. Noise(7, 15), .. Noise(8, 15).Select(value => value * 1.3)];
        Assert.Equal(ChangePoints.Find(values), ChangePoints.Find([.. values.Select(value => Math.Exp(value / 10))]));
    }

    [Fact]
    public void Equal_values_have_no_change() => Assert.Empty(ChangePoints.Find([.. Enumerable.Repeat(4.2, 50)]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(13)]
    public void A_short_series_has_no_change(int length)
        => Assert.Empty(ChangePoints.Find([.. Enumerable.Range(0, length).Select(index => index < length / 2 ? 1.0 : 100.0)]));

    private static double[] Noise(int seed, int length)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => 100 * Math.Exp(0.05 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
