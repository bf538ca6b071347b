namespace PerfAssert;

/// <summary>What can be asserted of one step or of one route. A step does not know its run: assert the run's validity on the run.</summary>
public class StepResultAssertions : SeriesAssertions<StepResult, StepResultAssertions>
{
    /// <summary>Creates the assertions of a step.</summary>
    /// <param name="step">The step.</param>
    public StepResultAssertions(StepResult step)
        : base(step)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "step";
}
