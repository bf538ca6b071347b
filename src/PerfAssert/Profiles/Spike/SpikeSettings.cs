namespace PerfAssert;

/// <summary>A spike of load and what comes after it, as a user writes it; nothing is checked yet.</summary>
public sealed record SpikeSettings
{
    /// <summary>Time before the spike when none is written: 5 s, twenty slices to know what is usual from.</summary>
    public const string DefaultBefore = "5s";

    /// <summary>Time to the peak when none is written: 1 s.</summary>
    public const string DefaultRampUp = "1s";

    /// <summary>Time at the peak when none is written: 10 s.</summary>
    public const string DefaultHold = "10s";

    /// <summary>Time after the spike when none is written: 30 s.</summary>
    public const string DefaultObserve = "30s";

    /// <summary>Recovered is whatever has a P95 of at most this many times the one before the spike, when nothing else is written: 1.25.</summary>
    public const double DefaultBand = 1.25;

    /// <summary>The level before and after the spike, such as <c>10</c> users or <c>"20/s"</c>; by default that of the test's plan.</summary>
    public LoadLevel? From { get; init; }

    /// <summary>The level of the spike.</summary>
    public LoadLevel? Peak { get; init; }

    /// <summary>Time before the spike, from which what is usual is known.</summary>
    public string? Before { get; init; }

    /// <summary>Time to go to the peak.</summary>
    public string? RampUp { get; init; }

    /// <summary>Time at the peak.</summary>
    public string? Hold { get; init; }

    /// <summary>Time to go back; by default at once.</summary>
    public string? RampDown { get; init; }

    /// <summary>Time after the spike in which the recovery is looked for.</summary>
    public string? Observe { get; init; }

    /// <summary>The longest time from the end of the spike to the recovery; by default the time that is observed.</summary>
    public string? RecoveredWithin { get; init; }

    /// <summary>How many times the P95 before the spike counts as recovered, at least 1; <see cref="DefaultBand"/> by default.</summary>
    public double? Band { get; init; }
}
