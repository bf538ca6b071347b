namespace PerfAssert;

/// <summary>Which verdicts the conditions of a run allow on a channel.</summary>
/// <param name="WhyNotRegressed">Why the channel cannot say <em>regressed</em>; <see langword="null"/> when it can.</param>
/// <param name="MayImprove">Whether the channel can say <em>improved</em>.</param>
/// <param name="RiskShare">Part of the rule's risk that this comparison may use, where several share it.</param>
/// <param name="Limit">A limit above the rule's; <see langword="null"/> for the rule's own.</param>
internal sealed record ChannelGate(string? WhyNotRegressed, bool MayImprove, double RiskShare = 1, double? Limit = null)
{
    public static ChannelGate Open { get; } = new(null, true);
}
