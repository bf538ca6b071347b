namespace PerfAssert;

/// <summary>A figure of one run, estimated from its blocks.</summary>
/// <param name="Calm">
/// Mean of the sorted block values from the 10th to the 50th percentile: other work on the machine only ever adds, so the calmer half
/// says most about the code. In the unit of the channel.
/// </param>
/// <param name="Typical">Median of the block values, in the unit of the channel.</param>
/// <param name="Error">
/// Standard error of both within the run, by the delete-a-group jackknife over groups of 4 blocks, the larger of the two: relative for
/// times, cost and allocations; absolute for counts per iteration.
/// </param>
internal readonly record struct ChannelEstimate(double Calm, double Typical, double Error);
