namespace PerfAssert;

/// <summary>A run compared with its baseline, channel by channel, and what follows.</summary>
public sealed record BaselineComparison
{
    /// <summary>Stable name of the test: <c>Class.Method</c>, with the row of a theory.</summary>
    public required string Test { get; init; }

    /// <summary>What the channels say together.</summary>
    public required RegressionVerdict Verdict { get; init; }

    /// <summary>One sentence: why the verdict is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>Whole iterations first, then steps; empty when there was nothing to compare with.</summary>
    public required IReadOnlyList<ChannelComparison> Channels { get; init; }

    /// <summary>Runs in the baseline for this environment.</summary>
    public required int BaselineRuns { get; init; }

    /// <summary>Share of all cores that others used during the run; NaN where it cannot be read.</summary>
    public required double ForeignCpu { get; init; }

    /// <summary>Time that the comparison rests on.</summary>
    public required TimeSpan Measured { get; init; }

    /// <summary>The second run in a fresh process, where one was made.</summary>
    public BaselineConfirmation? Confirmation { get; init; }

    /// <summary>The accepted file; <see langword="null"/> where none has been accepted yet.</summary>
    public string? VerifiedFile { get; init; }

    /// <summary>The file that was written beside it to be looked at and accepted; <see langword="null"/> when none was.</summary>
    public string? ReceivedFile { get; init; }

    /// <summary>The comparison as text, as the test output and a failure show it.</summary>
    public override string ToString() => ComparisonText.Render(this);
}
