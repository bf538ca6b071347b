namespace PerfAssert;

/// <summary>What likely slowed a run down.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Evidence">The figures that show it, as one sentence.</param>
/// <param name="Advice">What to do, as one sentence.</param>
public sealed record Bottleneck(BottleneckKind Kind, string Evidence, string Advice);
