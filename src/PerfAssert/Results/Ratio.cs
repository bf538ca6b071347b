using System.Globalization;

namespace PerfAssert;

/// <summary>A share, such as an error rate.</summary>
/// <param name="Value">1 is 100 %.</param>
public readonly record struct Ratio(double Value) : IComparable<Ratio>
{
    /// <summary>The share in percent.</summary>
    public double Percent => Value * 100;

    /// <inheritdoc />
    public int CompareTo(Ratio other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left share is the smaller one.</summary>
    /// <param name="left">A share.</param>
    /// <param name="right">Another share.</param>
    public static bool operator <(Ratio left, Ratio right) => left.Value < right.Value;

    /// <summary>Whether the left share is the larger one.</summary>
    /// <param name="left">A share.</param>
    /// <param name="right">Another share.</param>
    public static bool operator >(Ratio left, Ratio right) => left.Value > right.Value;

    /// <summary>Whether the left share is not the larger one.</summary>
    /// <param name="left">A share.</param>
    /// <param name="right">Another share.</param>
    public static bool operator <=(Ratio left, Ratio right) => left.Value <= right.Value;

    /// <summary>Whether the left share is not the smaller one.</summary>
    /// <param name="left">A share.</param>
    /// <param name="right">Another share.</param>
    public static bool operator >=(Ratio left, Ratio right) => left.Value >= right.Value;

    /// <inheritdoc />
    public override string ToString() => Percent.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
