namespace PerfAssert;

/// <summary>A user's pause between two iterations. Drawn from the user's seeded random source, so a run can be repeated.</summary>
public sealed record ThinkTime
{
    private ThinkTime(ThinkTimeDistribution distribution, TimeSpan first, TimeSpan second)
    {
        Distribution = distribution;
        First = first;
        Second = second;
    }

    /// <summary>No pause.</summary>
    public static ThinkTime None { get; } = new(ThinkTimeDistribution.Fixed, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The shape of the distribution.</summary>
    public ThinkTimeDistribution Distribution { get; }

    /// <summary>The fixed pause, the lower bound, or the mean.</summary>
    public TimeSpan First { get; }

    /// <summary>The upper bound or the standard deviation; zero where there is none.</summary>
    public TimeSpan Second { get; }

    /// <summary>Whether there is no pause at all.</summary>
    public bool IsNone => Distribution == ThinkTimeDistribution.Fixed && First == TimeSpan.Zero;

    /// <summary>Always the same pause.</summary>
    /// <param name="pause">≥ 0.</param>
    public static ThinkTime Fixed(TimeSpan pause) => new(ThinkTimeDistribution.Fixed, NotNegative(pause), TimeSpan.Zero);

    /// <summary>Any pause between two bounds, equally likely.</summary>
    /// <param name="from">Lower bound, ≥ 0.</param>
    /// <param name="to">Upper bound, ≥ <paramref name="from"/>.</param>
    public static ThinkTime Uniform(TimeSpan from, TimeSpan to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return new(ThinkTimeDistribution.Uniform, NotNegative(from), to);
    }

    /// <summary>Normally distributed pauses; a negative draw counts as zero.</summary>
    /// <param name="mean">≥ 0.</param>
    /// <param name="standardDeviation">≥ 0.</param>
    public static ThinkTime Normal(TimeSpan mean, TimeSpan standardDeviation)
        => new(ThinkTimeDistribution.Normal, NotNegative(mean), NotNegative(standardDeviation));

    /// <summary>Exponentially distributed pauses, as between independent events.</summary>
    /// <param name="mean">≥ 0.</param>
    public static ThinkTime Exponential(TimeSpan mean) => new(ThinkTimeDistribution.Exponential, NotNegative(mean), TimeSpan.Zero);

    /// <summary>Draws one pause.</summary>
    /// <param name="random">The user's random source.</param>
    public TimeSpan Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Distribution == ThinkTimeDistribution.Fixed ? First : At(random.NextDouble(), random.NextDouble());
    }

    /// <summary>
    /// The pause of a user after its n-th iteration: a function of the plan's seed, the user and n alone, so that nothing else that is
    /// drawn changes it, and nothing has to be kept.
    /// </summary>
    internal TimeSpan Sample(VirtualUser user, long n)
        => Distribution == ThinkTimeDistribution.Fixed ? First : At(user.DrawUnit((2 * n) + 1), user.DrawUnit(2 * n));

    /// <param name="one">From 0 to below 1.</param>
    /// <param name="other">From 0 to below 1, independent of it.</param>
    private TimeSpan At(double one, double other) => Distribution switch
    {
        ThinkTimeDistribution.Uniform => First + ((Second - First) * one),
        ThinkTimeDistribution.Normal => Max(TimeSpan.Zero, First + (Second * StandardNormal(one, other))),
        _ => First * -Math.Log(1 - one),
    };

    /// <summary>Box and Muller (1958), A Note on the Generation of Random Normal Deviates.</summary>
    private static double StandardNormal(double one, double other) => Math.Sqrt(-2 * Math.Log(1 - one)) * Math.Cos(2 * Math.PI * other);

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value;
    }
}
