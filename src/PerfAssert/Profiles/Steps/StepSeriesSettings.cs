namespace PerfAssert;

/// <summary>A step-up series as a user writes it; nothing is checked yet.</summary>
public sealed record StepSeriesSettings
{
    /// <summary>Settling time of a step when none is written: 1 s, in which queues fill or drain after the jump.</summary>
    public const string DefaultSettle = "1s";

    /// <summary>
    /// The levels, in order: <c>5 → 20 → 100 users</c>, or rates of arrivals: <c>50/s → 100/s → 200/s</c>, <c>50 → 100 → 200/s</c>. The arrow
    /// may be written <c>-&gt;</c>, or as a comma.
    /// </summary>
    public string? Steps { get; init; }

    /// <summary>Length of each step, such as <c>10s</c>; by default the duration of the test's plan.</summary>
    public string? StepDuration { get; init; }

    /// <summary>Time at the beginning of each step but the first, which has the warm-up, that is not counted; <c>0s</c> for none.</summary>
    public string? Settle { get; init; }
}
