namespace PerfAssert;

/// <summary>A metric's value in one series.</summary>
/// <param name="Value">In the metric's unit; meaningless without samples.</param>
/// <param name="Samples">How many operations it rests on; zero means there is no data.</param>
public readonly record struct Measurement(double Value, long Samples)
{
    /// <summary>Whether there is anything to judge.</summary>
    public bool HasData => Samples > 0;
}
