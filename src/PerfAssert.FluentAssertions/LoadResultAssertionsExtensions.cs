namespace PerfAssert;

/// <summary>Where the fluent assertions of load results start: <c>result.Should()</c>.</summary>
public static class LoadResultAssertionsExtensions
{
    /// <summary>Asserts something of whole iterations, or of the run.</summary>
    /// <param name="result">The result of a load test.</param>
    public static LoadResultAssertions Should(this LoadResult result) => new(result);

    /// <summary>Asserts something of one step or of one route.</summary>
    /// <param name="step">A step of a result, such as <c>result.Steps["checkout"]</c>.</param>
    public static StepResultAssertions Should(this StepResult step) => new(step);

    /// <summary>Asserts something of a connection limit.</summary>
    /// <param name="limit">What <see cref="WebSocketRunExtensions.FindConnectionLimitAsync"/> found.</param>
    public static ConnectionLimitAssertions Should(this ConnectionLimit limit) => new(limit);

    /// <summary>Asserts something of a search for a limit.</summary>
    /// <param name="result">What <c>load.StressAsync</c> found.</param>
    public static StressAssertions Should(this StressResult result) => new(result);

    /// <summary>Asserts something of a step-up series.</summary>
    /// <param name="result">What <c>load.RunStepsAsync</c> measured.</param>
    public static StepSeriesAssertions Should(this StepSeriesResult result) => new(result);

    /// <summary>Asserts something of a spike.</summary>
    /// <param name="result">What <c>load.SpikeAsync</c> measured.</param>
    public static SpikeAssertions Should(this SpikeResult result) => new(result);

    /// <summary>Asserts something of how time grows with rows.</summary>
    /// <param name="result">What <c>load.VolumeAsync</c> measured.</param>
    public static VolumeAssertions Should(this VolumeResult result) => new(result);
}
