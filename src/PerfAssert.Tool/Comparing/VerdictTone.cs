namespace PerfAssert.Tool;

/// <summary>The colour of a verdict on a terminal.</summary>
internal static class VerdictTone
{
    public static Tone Of(RegressionVerdict verdict) => verdict switch
    {
        RegressionVerdict.Regressed => Tone.Bad,
        RegressionVerdict.Improved or RegressionVerdict.Passed => Tone.Good,
        _ => Tone.Warning,
    };
}
