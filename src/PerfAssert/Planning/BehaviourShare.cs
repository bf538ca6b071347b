namespace PerfAssert;

/// <summary>A behaviour as planned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share of the iterations, beside the others' of the same class.</param>
public sealed record BehaviourShare(string Name, double Weight);
