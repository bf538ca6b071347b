namespace PerfAssert;

/// <summary>An absolute limit on one metric, with an optional stricter limit that only warns.</summary>
public sealed record Expectation
{
    /// <summary>As written: <c>p95 &lt; 200ms</c>.</summary>
    public required string Text { get; init; }

    /// <summary>What is judged.</summary>
    public required Metric Metric { get; init; }

    /// <summary>How it is judged.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>The limit, in the unit of the metric (nanoseconds, a share, per second, a count, bytes).</summary>
    public required double Limit { get; init; }

    /// <summary>The stricter limit that only warns; <see langword="null"/> for none.</summary>
    public double? WarnLimit { get; init; }

    /// <summary>The step it speaks of; <see langword="null"/> for whole iterations.</summary>
    public string? Step { get; init; }

    /// <summary>Id of the requirement that it proves; <see langword="null"/> for none.</summary>
    public string? Requirement { get; init; }
}
