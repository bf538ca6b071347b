namespace PerfAssert.VerdictBench;

/// <summary>Runs that differ in nothing that was chosen.</summary>
internal sealed record Cell(string Noise, string Variant, string Shift)
{
    public bool IsUnchanged => Shift == VerdictBench.Variant.Unchanged;
}
