namespace PerfAssert;

/// <summary>Load that is applied before the measurement and not counted.</summary>
public sealed record WarmUp
{
    private WarmUp(TimeSpan? duration) => Duration = duration;

    /// <summary>Until the JIT and the cost of an iteration have settled: at least 1 s, at most 5 s.</summary>
    public static WarmUp Auto { get; } = new((TimeSpan?)null);

    /// <summary>No warm-up: the first iterations count, JIT compilation and first connections included.</summary>
    public static WarmUp None { get; } = new(TimeSpan.Zero);

    /// <summary>The fixed length; <see langword="null"/> for <see cref="Auto"/>, zero for <see cref="None"/>.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>A warm-up of fixed length.</summary>
    /// <param name="duration">≥ 0.</param>
    public static WarmUp For(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return new(duration);
    }
}
