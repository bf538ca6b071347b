namespace PerfAssert;

/// <summary>Values that a metric can still end at, both limits included.</summary>
/// <param name="Lowest">In the metric's unit.</param>
/// <param name="Highest">In the metric's unit; infinite where nothing limits it.</param>
internal readonly record struct ValueRange(double Lowest, double Highest)
{
    /// <summary>Nothing is excluded.</summary>
    public static ValueRange Anything { get; } = new(0, double.PositiveInfinity);

    /// <summary>Whether a value of the range meets a limit.</summary>
    public bool CanBe(Comparison comparison, double limit) => comparison switch
    {
        Comparison.Below => Lowest < limit,
        Comparison.AtMost => Lowest <= limit,
        Comparison.Above => Highest > limit,
        Comparison.AtLeast => Highest >= limit,
        _ => Lowest <= limit && limit <= Highest,
    };

    /// <summary>The end of the range that comes nearest to a limit which it cannot meet.</summary>
    public double NearestTo(Comparison comparison, double limit) => comparison switch
    {
        Comparison.Below or Comparison.AtMost => Lowest,
        Comparison.Above or Comparison.AtLeast => Highest,
        _ => limit < Lowest ? Lowest : Highest,
    };
}
