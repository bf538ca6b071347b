namespace PerfAssert;

/// <summary>Whether the measurement can be trusted, judged before the code is. An invalid run is never green.</summary>
/// <param name="Findings">What was found, the gravest first; empty for a clean measurement.</param>
public sealed record RunValidity(IReadOnlyList<ValidityFinding> Findings)
{
    /// <summary>A measurement without findings.</summary>
    public static RunValidity Clean { get; } = new([]);

    /// <summary>Whether the result can be trusted.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != ValiditySeverity.Invalid);
}
