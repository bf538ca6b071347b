namespace PerfAssert;

/// <summary>What was measured at one size of the store.</summary>
/// <param name="Rows">The size.</param>
/// <param name="Result">The load.</param>
public sealed record VolumeSize(long Rows, LoadResult Result)
{
    /// <summary>The time whose growth is looked at: the median service time, which single slow iterations do not move.</summary>
    public TimeSpan Time => Result.ServiceTime.P50;

    /// <summary>Response bytes per iteration.</summary>
    public double BytesPerIteration => Result.Count == 0 ? 0 : (double)Result.BytesReceived / Result.Count;

    /// <summary>Working set of this process at the end of the load, in bytes; 0 where it was not read.</summary>
    public long WorkingSet => Result.TimeLine.Count == 0 ? 0 : Result.TimeLine[^1].WorkingSet;
}
