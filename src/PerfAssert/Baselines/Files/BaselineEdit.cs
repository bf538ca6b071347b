namespace PerfAssert;

/// <summary>The ways in which a baseline document changes. Pure.</summary>
internal static class BaselineEdit
{
    /// <summary>From so many runs on a section's own spread is known well enough to forget what it inherited.</summary>
    private const int RunsThatTellSpread = 3;

    /// <summary>
    /// Adds a run to the section of its environment, dropping the oldest beyond <see cref="BaselineSection.MostRuns"/>. A document of
    /// another load is replaced.
    /// </summary>
    public static BaselineDocument Append(BaselineDocument? document, MeasurementFile measurement)
    {
        var section = Comparable(document, measurement)?.Find(measurement.Fingerprint);
        return With(document, measurement, new BaselineSection
        {
            Fingerprint = measurement.Fingerprint,
            InheritedVariance = section?.InheritedVariance ?? new Dictionary<(string, RegressionChannel), double>(),
            Runs = [.. (section?.Runs ?? []).Append(measurement.Run).TakeLast(BaselineSection.MostRuns)],
        });
    }

    /// <summary>Starts a new level: the given runs replace the others of their environment, whose spread stays known.</summary>
    /// <param name="document">The document as it is; <see langword="null"/> when there is none.</param>
    /// <param name="measurements">At least one, the oldest first; all of one load.</param>
    public static BaselineDocument Rebase(BaselineDocument? document, IReadOnlyList<MeasurementFile> measurements)
    {
        ArgumentOutOfRangeException.ThrowIfZero(measurements.Count);
        foreach (var group in measurements.GroupBy(measurement => measurement.Fingerprint))
        {
            var section = Comparable(document, group.First())?.Find(group.Key);
            document = With(document, group.First(), new BaselineSection
            {
                Fingerprint = group.Key,
                InheritedVariance = section is null ? new Dictionary<(string, RegressionChannel), double>() : Spread(section),
                Runs = [.. group.Select(measurement => measurement.Run).TakeLast(BaselineSection.MostRuns)],
            });
        }

        return document!;
    }

    private static BaselineDocument? Comparable(BaselineDocument? document, MeasurementFile measurement)
        => document?.Load == measurement.Load ? document : null;

    private static BaselineDocument With(BaselineDocument? document, MeasurementFile measurement, BaselineSection changed)
    {
        var others = Comparable(document, measurement)?.Environments.Where(section => section.Fingerprint != changed.Fingerprint) ?? [];
        return new BaselineDocument
        {
            Test = measurement.Test,
            Load = measurement.Load,
            Environments = [.. others.Append(changed).OrderBy(section => section.Fingerprint.Key, StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// Variance between the runs of a section: of the logarithm for times, cost and allocations, which vary in proportion; of the
    /// figure itself for counts per iteration.
    /// </summary>
    private static Dictionary<(string Step, RegressionChannel Channel), double> Spread(BaselineSection section)
    {
        var spread = section.InheritedVariance.ToDictionary();
        var figures = section.Runs
            .SelectMany(run => run.Steps.Prepend(run.Total))
            .SelectMany(series => series.Channels.Select(pair => (Key: (series.Step ?? "", pair.Key), Value: Figure(pair.Key, pair.Value))))
            .Where(figure => double.IsFinite(figure.Value))
            .GroupBy(figure => figure.Key, figure => figure.Value);
        foreach (var group in figures)
        {
            double[] values = [.. group];
            if (values.Length < 2)
                continue;
            var own = Variance(values);
            spread[group.Key] = values.Length < RunsThatTellSpread && spread.TryGetValue(group.Key, out var inherited)
                ? Pooled(own, values.Length - 1, inherited)
                : own;
        }

        return spread;
    }

    private static double Figure(RegressionChannel channel, ChannelEstimate estimate)
        => ChannelRule.Of(channel).Logarithmic ? Math.Log(estimate.Calm) : estimate.Calm;

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    /// <summary>Pooled by degrees of freedom; what is inherited was learned from at least <see cref="RunsThatTellSpread"/> runs.</summary>
    private static double Pooled(double own, int freedom, double inherited)
        => ((freedom * own) + ((RunsThatTellSpread - 1) * inherited)) / (freedom + RunsThatTellSpread - 1);
}
