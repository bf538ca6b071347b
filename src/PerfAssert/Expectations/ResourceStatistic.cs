namespace PerfAssert;

/// <summary>How the values of a resource are summed up.</summary>
internal enum ResourceStatistic
{
    /// <summary>As its plain name means it.</summary>
    Default,

    /// <summary>The last value less the first.</summary>
    Growth,

    /// <summary>The first value of a level.</summary>
    Initial,

    /// <summary>The mean of a level.</summary>
    Mean,

    /// <summary>The highest value of a level.</summary>
    Peak,

    /// <summary>The last value of a level.</summary>
    Final,

    /// <summary>A total's growth per second.</summary>
    PerSecond,

    /// <summary>A total's highest growth per second between two samples.</summary>
    PeakPerSecond,

    /// <summary>A total's growth per iteration.</summary>
    PerIteration,

    /// <summary>The growth of a time per time.</summary>
    Share,
}
