namespace PerfAssert;

/// <summary>
/// One part of a workload: the level moves linearly from <see cref="From"/> to <see cref="To"/> during <see cref="Duration"/>.
/// The level is a number of users in the closed model and iterations started per second in the open model.
/// </summary>
/// <param name="From">Level at the start of the stage, ≥ 0.</param>
/// <param name="To">Level at the end of the stage, ≥ 0. Equal to <paramref name="From"/> for a stage that holds.</param>
/// <param name="Duration">Length of the stage, &gt; 0.</param>
public readonly record struct Stage(double From, double To, TimeSpan Duration)
{
    /// <summary>A stage that holds <paramref name="level"/> for <paramref name="duration"/>.</summary>
    /// <param name="level">Users, or starts per second.</param>
    /// <param name="duration">Length of the stage.</param>
    public static Stage Hold(double level, TimeSpan duration) => new(level, level, duration);
}
