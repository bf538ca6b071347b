namespace PerfAssert;

/// <summary>A type whose instances became more between two points of the run.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Instances">Instances more.</param>
/// <param name="Bytes">Bytes more, without what they refer to.</param>
public sealed record TypeGrowth(string Type, long Instances, long Bytes);
