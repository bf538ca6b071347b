namespace PerfAssert;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>The value that a t-distributed variable does not exceed with the given probability.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <param name="degrees">Degrees of freedom, above 0; infinity gives the normal distribution to six digits.</param>
    public static double Quantile(double probability, double degrees)
    {
        if (probability < 0.5)
            return -Quantile(1 - probability, degrees);
        var freedom = Math.Min(degrees, 1e6);

        // P(|T| > t) = I_x(ν/2, 1/2) with x = ν/(ν + t²) (Abramowitz and Stegun 26.7.1).
        var x = IncompleteBeta.Inverse(2 * (1 - probability), freedom / 2, 0.5);
        return x <= 0 ? double.PositiveInfinity : Math.Sqrt(freedom * (1 - x) / x);
    }
}
