namespace PerfAssert;

/// <summary>Stages at another height or length, their shape kept.</summary>
internal static class StageScaling
{
    /// <summary>The same stages in another time.</summary>
    /// <param name="stages">At least one.</param>
    /// <param name="length">Above zero. Each stage is rounded to a millisecond, as settings write them, and lasts at least one.</param>
    public static IReadOnlyList<Stage> ToLength(IReadOnlyList<Stage> stages, TimeSpan length)
    {
        var factor = length / stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Duration);
        return [.. stages.Select(stage => stage with { Duration = Scaled(stage.Duration, factor) })];
    }

    /// <summary>The same stages with another highest level. Levels of users are rounded to whole ones, and what was not zero is at least one.</summary>
    /// <param name="stages">Their highest level is not zero.</param>
    /// <param name="peak">Users, or starts per second.</param>
    /// <param name="areRates">Whether the levels are rates.</param>
    public static IReadOnlyList<Stage> ToPeak(IReadOnlyList<Stage> stages, double peak, bool areRates)
    {
        var factor = peak / stages.Max(stage => Math.Max(stage.From, stage.To));
        return [.. stages.Select(stage => stage with { From = Level(stage.From), To = Level(stage.To) })];

        double Level(double level)
            => areRates ? level * factor : level.Equals(0.0) ? 0 : Math.Max(1, Math.Round(level * factor, MidpointRounding.AwayFromZero));
    }

    /// <summary>A length of time, scaled and rounded to a millisecond; at least one.</summary>
    public static TimeSpan Scaled(TimeSpan duration, double factor)
        => TimeSpan.FromMilliseconds(Math.Max(1, Math.Round(duration.TotalMilliseconds * factor)));
}
