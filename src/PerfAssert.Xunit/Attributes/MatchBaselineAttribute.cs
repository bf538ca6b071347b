namespace PerfAssert;

/// <summary>
/// Compares each result of a load test with its accepted baseline, <c>Class.Method.verified.json</c> beside the test's source, after the
/// expectations: a regression that a second run in a fresh process confirms fails the test. On a class it holds for each of its load tests.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class MatchBaselineAttribute : Attribute
{
    /// <inheritdoc cref="BaselineSettings.Confirm" />
    public bool Confirm { get; set; } = true;

    /// <inheritdoc cref="BaselineSettings.FailOn" />
    public RegressionVerdict[] FailOn { get; set; } = [RegressionVerdict.Regressed];

    /// <summary>
    /// Whether the load ends before its planned length as soon as two looks in a row find the same: no regression, or one. Off by default;
    /// the environment variable <c>PERFASSERT_END_WHEN_CERTAIN=1</c> does it for all tests.
    /// </summary>
    public bool EndWhenCertain { get; set; }

    internal BaselineSettings ToSettings() => new() { Confirm = Confirm, FailOn = FailOn };
}
