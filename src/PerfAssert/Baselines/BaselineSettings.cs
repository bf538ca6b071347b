namespace PerfAssert;

/// <summary>How a result is compared with its baseline.</summary>
public sealed record BaselineSettings
{
    /// <summary>The verdicts that fail the test; <see cref="RegressionVerdict.Regressed"/> alone by default.</summary>
    public IReadOnlyCollection<RegressionVerdict> FailOn { get; init; } = [RegressionVerdict.Regressed];

    /// <summary>
    /// Whether a regression is confirmed by running the test again in a fresh process before it fails; on by default, because without it
    /// more than one unchanged run in a hundred fails.
    /// </summary>
    public bool Confirm { get; init; } = true;
}
