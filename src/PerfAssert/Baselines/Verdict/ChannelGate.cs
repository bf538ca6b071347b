namespace PerfAssert;

/// <summary>Which verdicts the conditions of a run allow on a channel.</summary>
/// <param name="WhyNotRegressed">Why the channel cannot say <em>regressed</em>; <see langword="null"/> when it can.</param>
/// <param name="WhyNotPassed">Why the channel cannot say <em>passed</em>; <see langword="null"/> when it can.</param>
/// <param name="MayImprove">Whether the channel can say <em>improved</em>.</param>
/// <param name="RiskShare">Part of the rule's risk that this comparison may use, where several share it.</param>
/// <param name="OccasionError">See <see cref="RunConditions.OccasionError"/>: it widens what a change must exceed.</param>
internal sealed record ChannelGate(string? WhyNotRegressed, string? WhyNotPassed, bool MayImprove, double RiskShare = 1, double OccasionError = 0)
{
    public static ChannelGate Open { get; } = new(null, null, true);
}
