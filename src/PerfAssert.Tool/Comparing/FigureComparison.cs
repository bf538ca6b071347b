namespace PerfAssert.Tool;

/// <summary>Two results beside each other without a verdict: their files say too little for one.</summary>
internal static class FigureComparison
{
    private static readonly (string Name, Func<PastRun, double> Of, Func<double, string> Show)[] Figures =
    [
        ("P50", run => run.P50, ShownFigure.Milliseconds),
        ("P95", run => run.P95, ShownFigure.Milliseconds),
        ("P99", run => run.P99, ShownFigure.Milliseconds),
        ("throughput", run => run.Throughput, ShownFigure.Rate),
        ("error rate", run => run.ErrorRatio, ShownFigure.Percent),
        ("cost", run => run.Cost, ShownFigure.Milliseconds),
        ("allocations", run => run.Allocations, ShownFigure.Bytes),
    ];

    public static FigureTable Table(IEnumerable<TestPair> pairs)
    {
        var table = new FigureTable("<Test", "<Figure", "A", "B", "Change");
        foreach (var pair in pairs)
        {
            var name = pair.Test;
            foreach (var (figure, of, show) in Figures)
            {
                var (a, b) = (Of(pair.A, of), Of(pair.B, of));
                table.Add(Tone.Plain, name, figure, show(a), show(b), ChangeText(figure, a, b));
                name = "";
            }
        }

        return table;
    }

    public static IEnumerable<(string Name, double A, double B)> Values(TestPair pair)
        => Figures.Select(figure => (figure.Name, Of(pair.A, figure.Of), Of(pair.B, figure.Of)));

    private static double Of(ComparedRun run, Func<PastRun, double> figure) => run.Results is { } results ? figure(results) : double.NaN;

    /// <summary>A share has no relative change worth the name: from 0.1 to 0.2 % is not a doubling that anybody should fear.</summary>
    private static string ChangeText(string figure, double a, double b) => figure != "error rate" ? ShownFigure.Change((b / a) - 1)
        : a == b ? "0%"
        : double.IsNaN(b - a) ? ShownFigure.None
        : (b > a ? "+" : "-") + Figure.Percent(Math.Abs(b - a)).TrimEnd('%') + " pp";
}
