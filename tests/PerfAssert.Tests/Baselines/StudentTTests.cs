using Xunit;

namespace PerfAssert.Tests.Baselines;

public class StudentTTests
{
    /// <summary>Values of the tables in Abramowitz and Stegun, 26.10, and Pearson and Hartley.</summary>
    [Theory]
    [InlineData(0.975, 1, 12.7062)]
    [InlineData(0.95, 5, 2.01505)]
    [InlineData(0.975, 10, 2.22814)]
    [InlineData(0.995, 10, 3.16927)]
    [InlineData(0.9995, 13, 4.22083)]
    [InlineData(0.975, 120, 1.97993)]
    [InlineData(0.975, double.PositiveInfinity, 1.95996)]
    public void Quantiles_are_those_of_the_tables(double probability, double degrees, double expected)
    {
        Assert.Equal(expected, StudentT.Quantile(probability, degrees), 4);
        Assert.Equal(-expected, StudentT.Quantile(1 - probability, degrees), 3);
    }

    [Fact]
    public void The_median_is_zero() => Assert.Equal(0, StudentT.Quantile(0.5, 7), 6);

    /// <summary>I_x(2, 3) = 6x² - 8x³ + 3x⁴, I_x(1, b) = 1 - (1-x)^b, I_x(½, ½) = 2/π·asin √x.</summary>
    [Theory]
    [InlineData(0.5, 2, 3, 0.6875)]
    [InlineData(0.1, 2, 3, 0.0523)]
    [InlineData(0.01, 1, 299, 0.9504636)]
    [InlineData(0.25, 0.5, 0.5, 0.3333333)]
    [InlineData(0.9, 50, 2, 0.0309227)]
    public void The_incomplete_beta_function_agrees_with_its_closed_forms(double x, double a, double b, double expected)
    {
        Assert.Equal(expected, IncompleteBeta.Regularized(x, a, b), 5);
        Assert.Equal(x, IncompleteBeta.Inverse(IncompleteBeta.Regularized(x, a, b), a, b), 9);
    }
}
