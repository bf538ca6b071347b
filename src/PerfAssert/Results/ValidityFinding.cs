namespace PerfAssert;

/// <summary>One finding about the measurement itself.</summary>
/// <param name="Rule">Short stable id, such as <c>generator-saturated</c>.</param>
/// <param name="Severity">Whether it makes the run invalid.</param>
/// <param name="Problem">What was seen, with its figures.</param>
/// <param name="Remedy">What to change.</param>
public sealed record ValidityFinding(string Rule, ValiditySeverity Severity, string Problem, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => $"{Problem} {Remedy}";
}
