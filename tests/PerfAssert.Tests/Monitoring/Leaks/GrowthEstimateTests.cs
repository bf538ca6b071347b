using Xunit;

namespace PerfAssert.Tests.Monitoring.Leaks;

public class GrowthEstimateTests
{
    private static GrowthEstimate Of(params double[] values) => GrowthEstimate.Of([([.. Enumerable.Range(0, values.Length).Select(index => (double)index)], values)]);

    [Fact]
    public void A_line_has_its_slope_and_no_doubt()
        => Assert.Equal(new GrowthEstimate(3, 3, 3), Of(1, 4, 7, 10, 13, 16, 19, 22));

    [Fact]
    public void Theil_s_own_way_on_points_worked_by_hand()
    {
        // Slopes of the six pairs: 1, 0.5, 2, 0, 2.5, 5; in order 0, 0.5, 1, 2, 2.5, 5.
        var estimate = Of(0, 1, 1, 6);
        Assert.Equal(1.5, estimate.Slope, 12);

        // Kendall's S of four points has a variance of 8.67: the interval reaches beyond all six.
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (estimate.Low, estimate.High));
    }

    [Fact]
    public void One_outlier_moves_nothing()
        => Assert.Equal(2, Of(0, 2, 4, 6, 8, 1000, 12, 14, 16, 18).Slope);

    [Fact]
    public void One_step_is_no_growth_beyond_doubt()
        => Assert.True(Of(5, 5, 5, 5, 5, 900, 900, 900, 900, 900, 900).Low <= 0);

    [Fact]
    public void Sen_s_interval_of_eleven_points()
    {
        // 55 slopes, 1.96 × √(11·10·27/18) = 25.2: from the 14th smallest to the 41st, rounded outwards.
        double[] values = [.. Enumerable.Range(0, 11).Select(index => (double)(index * index))];
        double[] slopes = [.. from later in Enumerable.Range(1, 10) from earlier in Enumerable.Range(0, later) orderby later + earlier select (double)(later + earlier)];
        var estimate = Of(values);
        Assert.Equal((slopes[27], slopes[13], slopes[41]), (estimate.Slope, estimate.Low, estimate.High));
    }

    [Fact]
    public void Points_of_different_series_are_not_compared()
        => Assert.Equal(1, GrowthEstimate.Of([([0, 1, 2], [0, 1, 2]), ([0, 1, 2], [500, 501, 502])]).Slope);

    [Fact]
    public void No_points_say_nothing()
        => Assert.True(double.IsNaN(GrowthEstimate.Of([]).Slope));
}
