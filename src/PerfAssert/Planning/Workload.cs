namespace PerfAssert;

/// <summary>How load is applied: <see cref="ClosedWorkload"/> (a number of users) or <see cref="OpenWorkload"/> (a rate of arrivals).</summary>
public abstract record Workload
{
    private protected Workload()
    {
    }

    /// <summary>The stages of the workload, in order. Empty when the workload ends by a number of iterations.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>The planned length of the measured part; <see langword="null"/> when the workload ends by a number of iterations.</summary>
    public TimeSpan? Duration => Stages.Count == 0 ? null : Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Duration);

    /// <summary>The highest level of any stage: users, or starts per second.</summary>
    public double Peak => Stages.Count == 0 ? 0 : Stages.Max(stage => Math.Max(stage.From, stage.To));

    /// <summary>The most virtual users that can be active at once.</summary>
    public abstract int UserCount { get; }
}
