namespace PerfAssert;

/// <summary>
/// What a sample says about a percentile of what it was drawn from, whatever the distribution. The number of samples above
/// the true q-quantile is binomial with n and 1-q; everything here follows from that.
/// </summary>
internal static class PercentileStatistics
{
    /// <summary>The customary level: one verdict in twenty may rest on chance.</summary>
    public const double Confidence = 0.95;

    /// <summary>Two-sided quantile of the standard normal distribution for <see cref="Confidence"/>.</summary>
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>More samples than any run has; keeps <see cref="MinimumSamples"/> a number close to 0 and 100.</summary>
    private const double MostSamples = 1e15;

    /// <summary>Up to this many samples the interval's ranks are exact; beyond, the normal approximation is off by less than a rank or two.</summary>
    private const long MostExact = 10_000;

    /// <summary>
    /// The fewest samples with which the sample's maximum is an upper confidence limit of the percentile: 1 - qⁿ ≥ 0.95, so
    /// n ≥ ln 0.05 / ln q (Wilks 1941, Determination of Sample Sizes for Setting Tolerance Limits): 59 for P95, 299 for P99,
    /// 2,995 for P99.9. For a lower limit the same with 1-q.
    /// </summary>
    public static long MinimumSamples(double percentile, bool upperLimit = true)
    {
        var q = upperLimit ? percentile / 100 : 1 - (percentile / 100);

        // Rounded first: 1 - 0.9 is not quite 0.1.
        return (long)Math.Min(MostSamples, Math.Ceiling(Math.Round(Math.Log(1 - Confidence) / Math.Log(q), 9)));
    }

    /// <summary>
    /// Two-sided 95% confidence interval of a percentile as the ranks (from 1) of two order statistics, from the binomial
    /// distribution (Conover, Practical Nonparametric Statistics, 3.2; David and Nagaraja, Order Statistics, 7.1): exact for few
    /// samples, nq ∓ z√(nq(1-q)) and the upper one rank higher for many. <see langword="null"/> where the sample is too small
    /// for the rank to exist.
    /// </summary>
    public static (long? Lower, long? Upper) IntervalRanks(double percentile, long samples)
    {
        var q = percentile / 100;
        long lower = 0, upper = samples + 1;
        if (samples <= MostExact)
        {
            const double Outside = (1 - Confidence) / 2;
            var rank = 0L;
            foreach (var atMost in CumulativeBinomial(samples, q))
            {
                rank++;
                if (atMost <= Outside)
                    lower = rank;
                if (atMost < 1 - Outside)
                    continue;
                upper = rank;
                break;
            }
        }
        else
        {
            var half = NormalQuantile * Math.Sqrt(samples * q * (1 - q));
            lower = (long)Math.Floor((samples * q) - half);
            upper = (long)Math.Ceiling((samples * q) + half) + 1;
        }

        return (lower < 1 ? null : lower, upper > samples ? null : upper);
    }

    /// <summary>The value of a rank (from 1) in a histogram, in nanoseconds.</summary>
    public static double AtRank(LatencyHistogram histogram, long rank)
        => histogram.ValueAtRank(rank);

    /// <summary>
    /// The probability of at least <paramref name="successes"/> in <paramref name="trials"/> independent trials of the given
    /// probability: the exact upper tail of the binomial distribution.
    /// </summary>
    public static double BinomialUpperTail(long successes, long trials, double probability)
        => successes <= 0 ? 1 : Math.Max(0, 1 - CumulativeBinomial(trials, probability).ElementAt((int)successes - 1));

    /// <summary>
    /// The probabilities of at most 0, 1, 2 … successes. Each term comes from the one before, C(n,k) pᵏ (1-p)ⁿ⁻ᵏ times
    /// (n-k)/(k+1) · p/(1-p), in logarithms against underflow.
    /// </summary>
    private static IEnumerable<double> CumulativeBinomial(long trials, double probability)
    {
        var logTerm = trials * Math.Log(1 - probability);
        var logOdds = Math.Log(probability) - Math.Log(1 - probability);
        var sum = 0.0;
        for (long k = 0; k <= trials; k++)
        {
            sum += Math.Exp(logTerm);
            yield return Math.Min(1, sum);
            logTerm += Math.Log(trials - k) - Math.Log(k + 1) + logOdds;
        }
    }
}
