using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Reads an expectation of the form <c>metric [of step] comparison limit</c>.</summary>
    /// <param name="text">Such as <c>p95 &lt; 200ms</c>, <c>error rate of checkout &lt; 1%</c> or <c>throughput &gt;= 100/s</c>.</param>
    /// <param name="warn">The same metric with a stricter limit that only warns, such as <c>&lt; 100ms</c>; or <see langword="null"/>.</param>
    /// <param name="step">The step it speaks of; <see langword="null"/> for whole iterations.</param>
    /// <param name="requirement">Id of the requirement that it proves; or <see langword="null"/>.</param>
    /// <exception cref="FormatException">The text is not an expectation; the message says what is wrong and what to write instead.</exception>
    public static Expectation Parse(string text, string? warn = null, string? step = null, string? requirement = null)
        => TryParse(new(text, warn, step, requirement), out var expectation, out var error)
            ? expectation
            : throw new FormatException(error.ToString());

    /// <summary>Reads an expectation.</summary>
    /// <param name="settings">As the user wrote it.</param>
    /// <param name="expectation">The expectation; <see langword="null"/> when there is a mistake.</param>
    /// <param name="error">The mistake and what to write instead; <see langword="null"/> when there is none.</param>
    public static bool TryParse(
        ExpectationSettings settings,
        [NotNullWhen(true)] out Expectation? expectation,
        [NotNullWhen(false)] out ConfigurationError? error)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ExpectationParser.TryParse(settings, arguments => $"The expectation {arguments}", out expectation, out error);
    }

    /// <inheritdoc />
    public override string ToString() => Step is null || Text.Contains(" of ", StringComparison.OrdinalIgnoreCase) ? Text : $"{Text} ({Step})";
}
