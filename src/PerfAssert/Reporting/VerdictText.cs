namespace PerfAssert;

/// <summary>Verdicts as people and programs read them.</summary>
internal static class VerdictText
{
    /// <summary>One character: ✓ ! ? ✗.</summary>
    public static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "✓",
        Verdict.Warning => "!",
        Verdict.Inconclusive => "?",
        _ => "✗",
    };

    /// <summary>In words: <c>invalid run</c>.</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Warning => "warning",
        Verdict.Inconclusive => "inconclusive",
        Verdict.Failed => "failed",
        _ => "invalid run",
    };

    /// <summary>In results.json: <c>invalidRun</c>.</summary>
    public static string Id(Verdict verdict) => verdict == Verdict.InvalidRun ? "invalidRun" : Words(verdict);
}
