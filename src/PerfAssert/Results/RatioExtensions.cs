namespace PerfAssert;

/// <summary>Shares in the words of a test: <c>1.Percent()</c>.</summary>
public static class RatioExtensions
{
    /// <summary>The number as a share in percent.</summary>
    /// <param name="value">1 is 1 %.</param>
    public static Ratio Percent(this int value) => new(value / 100.0);

    /// <summary>The number as a share in percent.</summary>
    /// <param name="value">0.5 is 0.5 %.</param>
    public static Ratio Percent(this double value) => new(value / 100.0);
}
