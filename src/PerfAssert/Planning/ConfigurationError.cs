namespace PerfAssert;

/// <summary>One mistake in the settings of a load test: where, what, and what to write instead.</summary>
/// <param name="Setting">The setting as written, such as <c>Duration = "60x"</c>.</param>
/// <param name="Problem">What is wrong with it, such as <c>is not a duration</c>.</param>
/// <param name="Remedy">What to write instead, a whole sentence.</param>
public sealed record ConfigurationError(string Setting, string Problem, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => $"{Setting} {Problem}. {Remedy}";
}
