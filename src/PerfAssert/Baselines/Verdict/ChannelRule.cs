namespace PerfAssert;

/// <summary>How the figures of one channel are estimated and compared.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Logarithmic">
/// Whether relative changes count (times, cost, allocations: noise multiplies) or absolute ones (counts per iteration, which may be zero).
/// </param>
/// <param name="Prior">
/// Spread between runs of an unchanged program, as a standard deviation, assumed before any was seen: relative, or for counts a share of
/// the baseline.
/// </param>
/// <param name="Limit">The smallest relative change that counts as a regression, however sure it is.</param>
/// <param name="LeastChange">The smallest absolute change that counts; in the channel's unit.</param>
/// <param name="Risk">Probability with which chance alone may exceed the statistical limit, one-sided, before confirmation.</param>
internal sealed record ChannelRule(
    RegressionChannel Channel, bool Logarithmic, double Prior, double Limit, double LeastChange, double Risk)
{
    /// <summary>A change below this is no relevant regression: a channel passes when it can exclude this one.</summary>
    public const double RelevantChange = 0.20;

    /// <summary>Probability with which a relevant regression may pass on this channel.</summary>
    public const double PassRisk = 0.05;

    /// <summary>The prior spread counts as much as this many observed runs.</summary>
    public const int PriorWeight = 6;

    private static readonly Dictionary<RegressionChannel, ChannelRule> Rules = new ChannelRule[]
    {
        // Quiet machines repeat a P95 within 2 to 3 %; tests that vary more teach their own spread through the stored runs.
        new(RegressionChannel.P95, true, 0.03, 0.10, 0, 0.025),
        new(RegressionChannel.P50, true, 0.03, 0.10, 0, 0.025),

        // CPU time per iteration moves by 3 to 5 % with what else uses the caches.
        new(RegressionChannel.Cost, true, 0.03, 0.12, 0, 0.025),

        // Allocations are all but deterministic; pools and timers of the runtime add a little, which is much for code that allocates nothing.
        new(RegressionChannel.Allocations, true, 0.01, 0.05, 256, 0.0005),
        new(RegressionChannel.Retained, false, 0.1, 0.25, 200, 0.0005),
        new(RegressionChannel.BytesReceived, false, 0.005, 0.05, 1, 0.0005),
        new(RegressionChannel.BytesSent, false, 0.005, 0.05, 1, 0.0005),

        // One more in a hundred iterations is one too many, and counts do not depend on the machine.
        new(RegressionChannel.SqlCommands, false, 0.002, 0.01, 0.01, 0.0005),
        new(RegressionChannel.OutboundCalls, false, 0.002, 0.01, 0.01, 0.0005),
    }.ToDictionary(rule => rule.Channel);

    /// <summary>The rule of a channel that is judged by its spread; errors are judged by their counts.</summary>
    public static ChannelRule Of(RegressionChannel channel) => Rules[channel];

    /// <summary>Whether the figure does not depend on how fast the machine is, nor on how busy.</summary>
    public static bool IsDeterministic(RegressionChannel channel)
        => channel is not (RegressionChannel.P95 or RegressionChannel.P50 or RegressionChannel.Cost);
}
