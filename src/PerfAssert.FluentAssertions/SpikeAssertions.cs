using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of a spike.</summary>
public class SpikeAssertions : ProfileAssertions<SpikeResult, SpikeAssertions>
{
    /// <summary>Creates the assertions of a spike.</summary>
    /// <param name="result">What was measured.</param>
    public SpikeAssertions(SpikeResult result)
        : base(result)
    {
    }

    /// <summary>Asserts that the system was as before so soon after the end of the spike.</summary>
    /// <param name="limit">From the end of the spike; at most the time that was observed.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<SpikeAssertions> HaveRecoveredWithin(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Assert(result => result.Judge(limit), result => result.Expected(limit), result => result.Answer, because, becauseArgs);

    /// <summary>Asserts how small the share of iterations is that failed from the start of the spike until the recovery.</summary>
    /// <param name="limit">Such as <c>5.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<SpikeAssertions> HaveErrorRateDuringSpikeBelow(Ratio limit, string because = "", params object[] becauseArgs) => Assert(
        result => result.Runs.Count == 0 ? Verdict.InvalidRun : result.ErrorRateDuring < limit ? Verdict.Passed : Verdict.Failed,
        result => $"Expected the error rate of {result.Name} during the spike to be below {Figure.Percent(limit.Value)}",
        result => $"it was {Figure.Percent(result.ErrorRateDuring.Value)}, {Figure.Count(result.FailedDuring)} failed.",
        because,
        becauseArgs);
}
