namespace PerfAssert;

/// <summary>How something grows with the iterations.</summary>
public enum GrowthShape
{
    /// <summary>No growth beyond doubt.</summary>
    None,

    /// <summary>The same with every iteration.</summary>
    Linear,

    /// <summary>More and more with every iteration.</summary>
    Accelerating,

    /// <summary>Less and less: a cache that fills up.</summary>
    Settling,
}
