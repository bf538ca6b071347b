namespace PerfAssert;

/// <summary>What a run is doing, for the progress line.</summary>
internal enum RunPhase
{
    /// <summary>Load that is not counted.</summary>
    WarmUp,

    /// <summary>The measured part.</summary>
    Measuring,

    /// <summary>No more starts; iterations in flight are given time to finish.</summary>
    Stopping,
}
