namespace PerfAssert;

/// <summary>Joins a first run that says <em>regressed</em> with a second one. Pure.</summary>
internal static class Confirmations
{
    /// <summary>
    /// A second run agrees when the same channel is beyond chance again, and beyond what occasions differ by, and reaches this part of the limit: asking for the whole limit
    /// twice would miss every other change that is just as large as the limit.
    /// </summary>
    public const double PartOfLimit = 0.8;

    /// <summary>The note of a channel whose regression a second run has not shown.</summary>
    public const string NotConfirmed = "not confirmed by a second run";

    public static BaselineComparison Join(BaselineComparison first, BaselineComparison? second, TimeSpan took, string? failure)
    {
        if (second is null)
        {
            return first with
            {
                Verdict = RegressionVerdict.Inconclusive,
                Reason = $"{first.Reason}; one run alone is no proof, and a second could not be made: {failure}",
                Confirmation = new BaselineConfirmation(false, took, $"could not be made: {failure}"),
            };
        }

        var suspects = first.Channels.Where(channel => channel.Verdict == RegressionVerdict.Regressed).ToList();
        var pairs = suspects
            .Select(one => (One: one, Two: second.Channels.FirstOrDefault(other => other.Channel == one.Channel && other.Step == one.Step)))
            .ToList();
        var confirmed = pairs.Where(pair => pair.Two is not null && Agrees(pair.Two)).ToList();
        if (confirmed.Count > 0)
        {
            return first with
            {
                Reason = ChannelText.Changes([.. confirmed.Select(pair => pair.One)]),
                Channels = [.. first.Channels.Select(channel =>
                    suspects.Contains(channel) && confirmed.TrueForAll(pair => pair.One != channel)
                        ? channel with { Verdict = RegressionVerdict.Inconclusive, Note = NotConfirmed }
                        : channel)],
                Confirmation = new BaselineConfirmation(true, took, "agrees: " + Describe(confirmed)),
            };
        }

        return first with
        {
            Verdict = RegressionVerdict.Inconclusive,
            Reason = $"{ChannelText.ShortChanges(suspects)} in the first run, not confirmed by a second",
            Channels = [.. first.Channels.Select(channel =>
                suspects.Contains(channel) ? channel with { Verdict = RegressionVerdict.Inconclusive, Note = NotConfirmed } : channel)],
            Confirmation = new BaselineConfirmation(false, took, "does not agree: " + Describe(pairs)),
        };
    }

    private static bool Agrees(ChannelComparison second)
        => second.Verdict == RegressionVerdict.Regressed
            || (second.Note is null && second.Change >= second.AgreesFrom);

    private static string Describe(IEnumerable<(ChannelComparison One, ChannelComparison? Two)> pairs)
        => string.Join("; ", pairs.Select(pair => pair.Two is null
            ? $"{ChannelText.Label(pair.One)} was not measured again"
            : $"{ChannelText.Label(pair.One)} {ChannelText.Change(pair.Two)}" + (pair.Two.Note is { } note && !Agrees(pair.Two) ? $" ({note})" : "")));
}
