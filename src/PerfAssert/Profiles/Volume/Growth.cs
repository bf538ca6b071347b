namespace PerfAssert;

/// <summary>How something grows with the number of rows: the exponent b in y ~ rows^b, by least squares over the logarithms.</summary>
/// <param name="Exponent">Over all sizes.</param>
/// <param name="Lower">Lower end of its 95 % confidence interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Last">Between the last two sizes alone: higher than the exponent where a fixed cost hides the growth at the small ones.</param>
public sealed record Growth(double Exponent, double Lower, double Upper, double Last)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"rows^{Exponent:0.00} (95% confidence {Lower:0.00} to {Upper:0.00})");
}
