namespace PerfAssert;

/// <summary>An expectation held against a series, in the two halves of its sentence, so that a reason can stand between them.</summary>
/// <param name="Verdict">Passed, warning, failed or inconclusive.</param>
/// <param name="Measured">The measured value and its sample count.</param>
/// <param name="Claim">Such as <c>Expected P95 of Search to be below 200 ms</c>.</param>
/// <param name="Finding">Such as <c>but it was 423 ms (12,345 iterations)</c>.</param>
internal sealed record Judgement(Verdict Verdict, Measurement Measured, string Claim, string Finding)
{
    /// <summary>The whole sentence.</summary>
    public string Message => $"{Claim}, {Finding}.";
}
