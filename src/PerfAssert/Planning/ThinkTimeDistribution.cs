namespace PerfAssert;

/// <summary>The shape of a think time's distribution.</summary>
public enum ThinkTimeDistribution
{
    /// <summary>Always the same.</summary>
    Fixed,

    /// <summary>Equally likely between two bounds.</summary>
    Uniform,

    /// <summary>Normal, cut at zero.</summary>
    Normal,

    /// <summary>Exponential.</summary>
    Exponential,
}
