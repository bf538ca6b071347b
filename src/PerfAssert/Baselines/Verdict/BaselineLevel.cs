namespace PerfAssert;

/// <summary>What the runs of a baseline say about one channel of one series. Pure.</summary>
/// <param name="Runs">The estimates of the runs.</param>
/// <param name="InheritedVariance">Variance between runs that was known before; <see langword="null"/> when none was.</param>
internal sealed record BaselineLevel(IReadOnlyList<ChannelEstimate> Runs, double? InheritedVariance)
{
    /// <summary>From this many runs on, their own spread is believed when it is larger than what was assumed.</summary>
    private const int RunsToLearn = 3;

    /// <summary>Degrees of freedom of <see cref="StandardError"/>.</summary>
    public double Degrees => ChannelRule.PriorWeight - 1 + Runs.Count;

    /// <summary>The level of the calm estimates: their median, in logarithms where the rule says so.</summary>
    public double Calm(ChannelRule rule) => SampleMedian.Of(Runs.Select(run => Scale(rule, run.Calm)));

    /// <summary>The level of the typical estimates.</summary>
    public double Typical(ChannelRule rule) => SampleMedian.Of(Runs.Select(run => Scale(rule, run.Typical)));

    public static double Scale(ChannelRule rule, double value) => rule.Logarithmic ? Math.Log(value) : value;

    /// <summary>
    /// Standard error of the difference between a run and the baseline's level: the spread between runs (the prior's and the observed
    /// variance, weighted by their numbers, and never less than what enough runs have shown), for the run and for the median of the
    /// baseline's (π/2 times the error of a mean, for three runs and more), and the error within the run.
    /// </summary>
    public double StandardError(ChannelRule rule, ChannelEstimate run)
    {
        var count = Runs.Count;
        var values = Runs.Select(estimate => Scale(rule, estimate.Calm)).ToArray();
        var prior = rule.Logarithmic ? rule.Prior : rule.Prior * Math.Abs(SampleMedian.Of(values));
        var assumed = Math.Max(prior * prior, InheritedVariance ?? 0);
        var observed = count > 1 ? Variance(values) : 0;
        var variance = ((ChannelRule.PriorWeight * assumed) + ((count - 1) * observed)) / (ChannelRule.PriorWeight + count - 1);
        if (count >= RunsToLearn)
            variance = Math.Max(variance, observed);
        else
            variance = Math.Max(variance, Runs.Max(estimate => estimate.Error * estimate.Error));
        var level = (count >= RunsToLearn ? Math.PI / 2 : 1) / count;
        return Math.Sqrt((variance * (1 + level)) + (run.Error * run.Error));
    }

    /// <summary>The sample variance.</summary>
    public static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }
}
