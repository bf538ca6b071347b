namespace PerfAssert;

/// <summary>Why a load was ended before its planned end: a declared expectation could no longer hold, whatever came.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="After">Length of the load that was applied.</param>
/// <param name="Of">How much was planned, such as <c>60 s</c> or <c>1,000 iterations</c>.</param>
/// <param name="Reason">Why it could no longer hold, with the figures: one sentence.</param>
public sealed record GivenUp(Expectation Expectation, TimeSpan After, string Of, string Reason)
{
    /// <summary>Such as <c>Ended after 12 s of 60 s: "errors &lt;= 5" could no longer hold. The number of errors was 6 by then, whatever came after.</c></summary>
    public override string ToString() => $"Ended after {Figure.Duration(After)} of {Of}: \"{Expectation}\" could no longer hold. {Reason}";
}
