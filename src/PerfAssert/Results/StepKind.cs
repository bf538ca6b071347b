namespace PerfAssert;

/// <summary>Where a step comes from.</summary>
public enum StepKind
{
    /// <summary>Named by the test: <c>user.StepAsync("checkout", …)</c>.</summary>
    Step,

    /// <summary>A request of <see cref="VirtualUser.Http"/>, named by its method and route template.</summary>
    Request,
}
