namespace PerfAssert;

/// <summary>Estimates a figure of a run from its values in the blocks. Pure.</summary>
internal static class BlockEstimate
{
    /// <summary>
    /// Neighbouring blocks share what happens on the machine (a neighbour's job, a collection): this many in a row are left out together
    /// by the jackknife.
    /// </summary>
    private const int GroupSize = 4;

    /// <summary>With fewer blocks the error is the range of their values: too wide for times, exact for counts that do not vary.</summary>
    private const int FewestForError = 4;

    /// <summary>The part of the sorted values that is averaged for times: the calmer half without its extremes.</summary>
    private static readonly (double From, double To) CalmPart = (0.10, 0.50);

    /// <summary>The part that is averaged for counts, which noise moves both ways.</summary>
    private static readonly (double From, double To) MiddlePart = (0.25, 0.75);

    /// <param name="values">One value a block, in the order of time.</param>
    /// <param name="logarithmic">Whether the values are averaged as logarithms, and the error is relative.</param>
    /// <param name="calm">Whether the calm part is averaged, or the middle one.</param>
    public static ChannelEstimate? Of(IReadOnlyList<double> values, bool logarithmic, bool calm)
    {
        if (values.Count == 0 || (logarithmic && values.Any(value => !(value > 0))))
            return null;
        var scaled = values.Select(value => logarithmic ? Math.Log(value) : value).ToArray();
        var part = calm ? CalmPart : MiddlePart;
        var error = scaled.Length >= FewestForError
            ? Math.Max(Jackknife(scaled, sample => PartMean(sample, part)), Jackknife(scaled, SampleMedian.Of))
            : scaled.Length > 1 || !logarithmic ? scaled.Max() - scaled.Min() : double.PositiveInfinity;
        var (low, typical) = (PartMean(scaled, part), SampleMedian.Of(scaled));
        return logarithmic
            ? new ChannelEstimate(Math.Exp(low), Math.Exp(typical), error)
            : new ChannelEstimate(low, typical, error);
    }

    /// <summary>The mean of the sorted values between two shares of their number.</summary>
    public static double PartMean(IReadOnlyList<double> values, (double From, double To) part)
    {
        var sorted = values.Order().ToArray();
        var from = Math.Min((int)Math.Floor(part.From * sorted.Length), sorted.Length - 1);
        var to = Math.Clamp((int)Math.Ceiling(part.To * sorted.Length), from + 1, sorted.Length);
        return sorted.AsSpan(from, to - from).ToArray().Average();
    }

    /// <summary>
    /// Standard error of a statistic by the delete-a-group jackknife (Kott 2001, The Delete-a-Group Jackknife): √((g-1)/g · Σ(θᵢ - θ̄)²)
    /// over g groups of neighbouring blocks.
    /// </summary>
    private static double Jackknife(double[] values, Func<IReadOnlyList<double>, double> statistic)
    {
        var size = values.Length >= 4 * GroupSize ? GroupSize : values.Length / 4;
        var groups = values.Length / size;
        var without = new double[groups];
        for (var group = 0; group < groups; group++)
        {
            var from = group * size;
            var to = group == groups - 1 ? values.Length : from + size;
            without[group] = statistic([.. values.AsSpan(0, from), .. values.AsSpan(to)]);
        }

        var mean = without.Average();
        return Math.Sqrt((groups - 1.0) / groups * without.Sum(value => (value - mean) * (value - mean)));
    }
}
