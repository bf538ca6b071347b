namespace PerfAssert;

/// <summary>
/// When the system was as before again. What is usual is known from the time before the spike; then the first slice is looked for from which
/// on a second of slices, and most of those after it, are within the band. Pure.
/// </summary>
internal sealed class SpikeRecovery
{
    /// <summary>A slice has as many iterations as this at the usual load: fewer, and its P95 is its slowest by chance.</summary>
    private const int IterationsPerSlice = 20;

    /// <summary>Slower slices than this share of those before the spike are usual as well.</summary>
    private const double UsualShare = 90;

    /// <summary>A slice may have this share of errors more than before the spike: less than one iteration of it.</summary>
    private const double MoreErrors = 0.01;

    /// <summary>So many of the slices after the recovery have to be within the band too: noise leaves it now and then.</summary>
    private const double MostStay = 0.8;

    /// <summary>So long the system has to stay within the band.</summary>
    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(1);

    /// <summary>A block that begins so little before a moment begins at it: cuts are not exact.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    private SpikeRecovery(SpikeSlice before, IReadOnlyList<SpikeSlice> slices, double limit, double usualErrors)
        => (Before, Slices, Limit, UsualErrors) = (before, slices, limit, usualErrors);

    /// <summary>The time before the spike as a whole.</summary>
    public SpikeSlice Before { get; }

    /// <summary>Every slice, that time included.</summary>
    public IReadOnlyList<SpikeSlice> Slices { get; }

    /// <summary>The highest P95 of a slice that counts as recovered, in nanoseconds.</summary>
    public double Limit { get; }

    private double UsualErrors { get; }

    /// <summary>Start of the first slice that was as before; <see langword="null"/> when none was, or was not long enough.</summary>
    public TimeSpan? At { get; private init; }

    /// <summary>Looks for the recovery; <see langword="null"/> when too little ended before the spike to know what is usual.</summary>
    public static SpikeRecovery? Find(IReadOnlyList<Block> blocks, SpikeProfile profile)
    {
        SpikeSlice[] pieces = [.. blocks.Where(block => block.Series.Count > 0).Select(block => new SpikeSlice(block.Start, block.Length, block.Series[0].Response, block.Series[0].Failed))];
        SpikeSlice[] before = [.. pieces.Where(piece => piece.End <= profile.Start + Tolerance)];
        if (SpikeSlice.Join(before) is not { } usual || usual.Times.Count < PercentileStatistics.MinimumSamples(95))
            return null;
        var size = Math.Max(1, (int)Math.Ceiling(IterationsPerSlice / ((double)usual.Times.Count / before.Length)));
        SpikeSlice[] slicesBefore = [.. Group(before, size)];
        SpikeSlice[] during = [.. Group(pieces.Where(piece => piece.End > profile.Start + Tolerance && piece.Start < profile.End - Tolerance), size)];
        SpikeSlice[] after = [.. Group(pieces.Where(piece => piece.Start >= profile.End - Tolerance), size)];

        double[] usualP95 = [.. slicesBefore.Select(slice => slice.P95).Where(p95 => !double.IsNaN(p95)).Order()];
        var limit = Math.Max(usual.P95 * profile.Band, usualP95.Length == 0 ? 0 : usualP95[(int)Math.Ceiling(UsualShare / 100 * usualP95.Length) - 1]);
        var recovery = new SpikeRecovery(usual, [.. slicesBefore, .. during, .. after], limit, usual.ErrorShare);
        return new SpikeRecovery(usual, recovery.Slices, limit, usual.ErrorShare) { At = recovery.FirstOf(after) };
    }

    /// <summary>Whether a slice is as before the spike.</summary>
    public bool IsUsual(SpikeSlice slice) => slice.P95 <= Limit && slice.ErrorShare <= UsualErrors + MoreErrors;

    private TimeSpan? FirstOf(SpikeSlice[] after)
    {
        if (after.Length == 0)
            return null;
        var needed = Math.Max(2, (int)Math.Round(Sustained / after[0].Length));
        for (var i = 0; i + needed <= after.Length; i++)
        {
            var stays = after[i..];
            if (stays[..needed].All(IsUsual) && stays.Count(IsUsual) >= stays.Length * MostStay)
                return after[i].Start;
        }

        return null;
    }

    private static IEnumerable<SpikeSlice> Group(IEnumerable<SpikeSlice> pieces, int size)
        => pieces.Chunk(size).Where(chunk => chunk.Length == size).Select(chunk => SpikeSlice.Join(chunk)!);
}
