using FluentAssertions;

namespace PerfAssert;

/// <content>The times of successful operations.</content>
public abstract partial class SeriesAssertions<TSubject, TAssertions>
{
    /// <summary>Asserts that the median of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP50Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p50", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 75th percentile of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP75Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p75", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 90th percentile of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP90Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p90", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 95th percentile of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP95Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p95", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 99th percentile of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP99Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p99", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 99.9th percentile of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveP999Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("p99.9", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that a percentile of the response times is below a limit.</summary>
    /// <param name="percentile">Above 0 and below 100, such as 99.95.</param>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HavePercentileBelow(double percentile, TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect(Percentile(percentile, service: false), Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the arithmetic mean of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveMeanBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("mean", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the longest response time is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveMaxBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("max", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the shortest response time is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveMinBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("min", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the shortest response time is above a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveMinAbove(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("min", Comparison.Above, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the standard deviation of the response times is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveStandardDeviationBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("stddev", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the median of the service times (from the actual start) is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimeP50Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("service p50", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 95th percentile of the service times (from the actual start) is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimeP95Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("service p95", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the 99th percentile of the service times (from the actual start) is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimeP99Below(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("service p99", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that a percentile of the service times (from the actual start) is below a limit.</summary>
    /// <param name="percentile">Above 0 and below 100, such as 99.95.</param>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimePercentileBelow(double percentile, TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect(Percentile(percentile, service: true), Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the arithmetic mean of the service times (from the actual start) is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimeMeanBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("service mean", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    /// <summary>Asserts that the longest service time (from the actual start) is below a limit.</summary>
    /// <param name="limit">The limit; the time itself fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveServiceTimeMaxBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("service max", Comparison.Below, Nanoseconds(limit), because, becauseArgs);

    private static Metric Percentile(double percentile, bool service)
        => percentile is > 0 and < 100
            ? Metrics.Percentile(percentile, service)
            : throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is above 0 and below 100; beyond them are min and max.");

    private static double Nanoseconds(TimeSpan duration) => duration.Ticks * 100.0;
}
