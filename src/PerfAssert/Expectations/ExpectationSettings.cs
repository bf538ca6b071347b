namespace PerfAssert;

/// <summary>An expectation as a user writes it, nothing checked yet.</summary>
/// <param name="Text">The limit: <c>p95 &lt; 200ms</c>, <c>error rate &lt; 1%</c>, <c>throughput &gt;= 100/s</c>.</param>
/// <param name="Warn">The same metric with a stricter limit that warns and does not fail; or <see langword="null"/>.</param>
/// <param name="Step">The step it speaks of; <see langword="null"/> for whole iterations.</param>
/// <param name="Requirement">Id of the requirement it proves; or <see langword="null"/>.</param>
public sealed record ExpectationSettings(string Text, string? Warn = null, string? Step = null, string? Requirement = null);
