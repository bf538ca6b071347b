using System.Globalization;

namespace PerfAssert.Bench;

/// <summary>Figures of several rounds, told by their median and range.</summary>
internal sealed class Rounds
{
    private readonly List<double> figures = [];

    public void Add(double figure) => figures.Add(figure);

    public bool IsEmpty => figures.Count == 0;

    public double Median => figures.Order().ElementAt(figures.Count / 2);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.##} [{figures.Min():0.##}..{figures.Max():0.##}]");
}
