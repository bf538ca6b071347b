namespace PerfAssert;

/// <summary>A search for the limit of the code under load, as a user writes it; nothing is checked yet.</summary>
public sealed record StressSettings
{
    /// <summary>The highest level when none is written: a hundred times the first.</summary>
    public const int DefaultReach = 100;

    /// <summary>Each step is this many times the one before when nothing else is written: 1.5, a dozen steps for a factor of a hundred.</summary>
    public const double DefaultFactor = 1.5;

    /// <summary>The search ends when the last good and the first bad level are this close to each other: 5 % of the bad one, finer than two runs agree.</summary>
    public const double DefaultTolerance = 0.05;

    /// <summary>The first level, such as <c>10</c> users or <c>"50/s"</c>; by default that of the test's plan.</summary>
    public LoadLevel? From { get; init; }

    /// <summary>The highest level; by default <see cref="DefaultReach"/> times the first.</summary>
    public LoadLevel? To { get; init; }

    /// <summary>What each step adds, instead of <see cref="Factor"/>.</summary>
    public LoadLevel? Step { get; init; }

    /// <summary>What each step multiplies the one before with, above 1; <see cref="DefaultFactor"/> by default.</summary>
    public double? Factor { get; init; }

    /// <summary>Length of each step, such as <c>10s</c>; by default the duration of the test's plan.</summary>
    public string? StepDuration { get; init; }

    /// <summary>Time at the beginning of each step but the first, which has the warm-up, that is not counted; <c>0s</c> for none.</summary>
    public string? Settle { get; init; }

    /// <summary>Whether the limit is searched for between the last good and the first bad level.</summary>
    public bool Bisect { get; init; } = true;

    /// <summary>How close the last good and the first bad level are to be, as a share of the bad one; <see cref="DefaultTolerance"/> by default.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The level that has to be held; it is one of the steps. By default the first level has to be.</summary>
    public LoadLevel? AtLeast { get; init; }
}
