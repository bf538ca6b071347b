namespace PerfAssert;

/// <summary>
/// A classic fault, ready to be provoked: <c>await load.RunAsync(DatabaseScenarios.PoolSaturation(dataSource))</c>. What came out is in its
/// properties, counted anew by each run, and its times are steps of the result.
/// </summary>
public abstract class FaultScenario
{
    private protected FaultScenario(string name, string expectation)
    {
        Name = name;
        Expectation = expectation;
    }

    /// <summary>What it is called, such as <c>pool saturation</c>.</summary>
    public string Name { get; }

    /// <summary>What has to come out of it, in one sentence.</summary>
    public string Expectation { get; }

    /// <summary>Name and expectation.</summary>
    public override string ToString() => $"{Name}: {Expectation}";

    /// <summary>What one iteration does, with counts at zero.</summary>
    internal abstract Scenario Begin();

    /// <summary>The load that the counts follow from; the test's own where they follow from none.</summary>
    internal virtual LoadPlan Shape(LoadPlan plan) => plan;

    /// <summary>A load of so many iterations, the first included in the measurement: a warm-up would use up what is counted.</summary>
    private protected static LoadPlan Exactly(LoadPlan plan, int users, long iterations) => plan with
    {
        Workload = new ClosedWorkload { Users = (int)Math.Min(users, iterations), Iterations = iterations },
        WarmUp = WarmUp.None,
        ThinkTime = ThinkTime.None,
        Pacing = null,
    };
}
