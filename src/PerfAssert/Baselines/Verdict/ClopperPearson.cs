namespace PerfAssert;

/// <summary>
/// Exact confidence limits of a share (Clopper and Pearson 1934): k of n were counted. Fractions of a count, as of averages over draws,
/// are allowed and lie between.
/// </summary>
internal static class ClopperPearson
{
    /// <summary>The share is above this with the given confidence, one-sided.</summary>
    public static double Lower(double k, double n, double confidence) => k <= 0 ? 0 : IncompleteBeta.Inverse(1 - confidence, k, n - k + 1);

    /// <summary>The share is below this with the given confidence, one-sided.</summary>
    public static double Upper(double k, double n, double confidence) => k >= n ? 1 : IncompleteBeta.Inverse(confidence, k + 1, n - k);

    /// <summary>The share is between these with 95 % confidence.</summary>
    public static (double Low, double High) Interval(double k, double n) => (Lower(k, n, 0.975), Upper(k, n, 0.975));
}
