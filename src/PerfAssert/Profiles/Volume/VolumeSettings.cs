namespace PerfAssert;

/// <summary>The sizes of a store at which the same load is applied, as a user writes them; nothing is checked yet.</summary>
public sealed record VolumeSettings
{
    /// <summary>The sizes, rising: <c>10^4, 10^5, 10^6</c> or <c>1000, 20_000</c>.</summary>
    public string? Rows { get; init; }

    /// <summary>
    /// The highest growth exponent b in time ~ rows^b that is accepted: 0 for time that does not depend on the size, 1 for time in proportion to
    /// it. <see langword="null"/> for none: the growth is reported.
    /// </summary>
    public double? MaxExponent { get; init; }
}
