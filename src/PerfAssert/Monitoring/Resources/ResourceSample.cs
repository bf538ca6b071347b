namespace PerfAssert;

/// <summary>One value of a resource.</summary>
/// <param name="At">Time since the start of the measurement.</param>
/// <param name="Value">In the unit of the resource.</param>
public readonly record struct ResourceSample(TimeSpan At, double Value);
