using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>One run that is to be judged, once.</summary>
internal sealed record Candidate(Cell Cell, int Number)
{
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Cell.Noise}_{Cell.Variant}_{Cell.Shift}_{Number:000}");

    /// <summary>Of the run that confirms another.</summary>
    public static string ConfirmationId(string id) => id + "_again";
}
