namespace PerfAssert;

/// <summary>One figure of a run beside its baseline.</summary>
public sealed record ChannelComparison
{
    /// <summary>What is compared.</summary>
    public required RegressionChannel Channel { get; init; }

    /// <summary>Name of the step; <see langword="null"/> for whole iterations.</summary>
    public string? Step { get; init; }

    /// <summary>The baseline's figure, in the unit of the channel.</summary>
    public required double Baseline { get; init; }

    /// <summary>The run's figure, in the unit of the channel.</summary>
    public required double Measured { get; init; }

    /// <summary>Relative change, 0.2 for +20 %; for error rates, retained memory, and counts whose baseline is zero the absolute change.</summary>
    public required double Change { get; init; }

    /// <summary>Lower end of the 95 % confidence interval of <see cref="Change"/>.</summary>
    public required double ChangeLow { get; init; }

    /// <summary>Upper end of the 95 % confidence interval of <see cref="Change"/>.</summary>
    public required double ChangeHigh { get; init; }

    /// <summary>The change from which this channel counts as regressed when it is also beyond chance.</summary>
    public required double Limit { get; init; }

    /// <summary>The smallest change for the worse that this run could have called regressed.</summary>
    public required double SmallestVisible { get; init; }

    /// <summary>The change from which this channel of a second run agrees with a first that regressed.</summary>
    internal double AgreesFrom { get; init; } = double.PositiveInfinity;

    /// <summary>What this channel alone says.</summary>
    public required RegressionVerdict Verdict { get; init; }

    /// <summary>Why it was not judged, or not fully; <see langword="null"/> when it was.</summary>
    public string? Note { get; init; }
}
