namespace PerfAssert;

/// <summary>What can be asserted of a step-up series.</summary>
public class StepSeriesAssertions : ProfileAssertions<StepSeriesResult, StepSeriesAssertions>
{
    /// <summary>Creates the assertions of a series.</summary>
    /// <param name="result">The series; each of its <see cref="StepSeriesResult.Steps"/> can be asserted on its own too.</param>
    public StepSeriesAssertions(StepSeriesResult result)
        : base(result)
    {
    }
}
