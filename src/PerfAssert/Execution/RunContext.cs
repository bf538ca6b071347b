namespace PerfAssert;

/// <summary>What all users of a run have in common.</summary>
internal sealed class RunContext(EngineTime time, LoadPlan plan, ILoadTarget? target)
{
    public EngineTime Time => time;

    public LoadPlan Plan => plan;

    /// <summary>What <see cref="VirtualUser.Http"/> speaks to.</summary>
    public ILoadTarget? Target => target;

    /// <summary>Pause between two iterations, by kind of user (closed model).</summary>
    public IReadOnlyList<ThinkTime> ThinkTimes { get; init; } = [plan.ThinkTime];

    /// <summary>The requests of users who expect the status 429.</summary>
    public RateLimitLog RateLimits { get; } = new();

    /// <summary>The users' token outside of iterations: during set-up and tear-down.</summary>
    public CancellationToken IdleToken { get; set; }
}
