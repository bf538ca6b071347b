namespace PerfAssert;

/// <summary>Something to do, and the figures that call for it.</summary>
/// <param name="Advice">What to do.</param>
/// <param name="Evidence">What was seen.</param>
internal sealed record Recommendation(string Advice, string Evidence);
