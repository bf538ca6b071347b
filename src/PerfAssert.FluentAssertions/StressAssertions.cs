using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of a search for a limit.</summary>
public class StressAssertions : ProfileAssertions<StressResult, StressAssertions>
{
    /// <summary>Creates the assertions of a search.</summary>
    /// <param name="result">What was found.</param>
    public StressAssertions(StressResult result)
        : base(result)
    {
    }

    /// <summary>
    /// Asserts that a level of load was held. Inconclusive, and so not green, where the limit is near and the level itself was not tried: the
    /// attribute's <c>AtLeast</c> tries it.
    /// </summary>
    /// <param name="level">Users, such as <c>200</c>, or arrivals, such as <c>"500/s"</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<StressAssertions> HaveCapacityAtLeast(LoadLevel level, string because = "", params object[] becauseArgs)
        => Assert(result => result.Judge(level), result => result.Expected(level), result => result.Finding(level), because, becauseArgs);
}
