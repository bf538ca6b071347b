using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of how time grows with rows.</summary>
public class VolumeAssertions : ProfileAssertions<VolumeResult, VolumeAssertions>
{
    /// <summary>Creates the assertions of a growth.</summary>
    /// <param name="result">What was measured.</param>
    public VolumeAssertions(VolumeResult result)
        : base(result)
    {
    }

    /// <summary>Asserts that the time of an iteration grows less than a power of the rows. Fails only where it is worse beyond doubt.</summary>
    /// <param name="limit">Such as 0.2 for time that hardly depends on the rows, 1.1 for time in proportion to them.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<VolumeAssertions> HaveGrowthExponentBelow(double limit, string because = "", params object[] becauseArgs)
        => Assert(result => result.Judge(limit), result => result.Expected(limit), result => result.Answer, because, becauseArgs);
}
