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
}
