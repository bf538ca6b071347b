namespace PerfAssert.VerdictBench;

/// <summary>What became of the candidates of a cell. Counts are fractions where verdicts are averages.</summary>
internal sealed class CellTally(Cell cell)
{
    private readonly Dictionary<RegressionVerdict, double> final = [];
    private readonly List<double> seconds = [];
    private readonly Dictionary<RegressionChannel, List<double>> changes = [];

    public Cell Cell => cell;

    public double Count { get; private set; }

    /// <summary>Regressed before a confirmation.</summary>
    public double FirstRegressed { get; private set; }

    public double Seconds => SampleMedian.Of(seconds);

    public double Of(RegressionVerdict verdict) => final.GetValueOrDefault(verdict);

    /// <summary>The median change, which for a quiet cell is the true one.</summary>
    public double Change(RegressionChannel channel) => changes.TryGetValue(channel, out var values) ? SampleMedian.Of(values) : double.NaN;

    public void AddFirst(RegressionVerdict verdict, double weight)
    {
        Count += weight;
        if (verdict == RegressionVerdict.Regressed)
            FirstRegressed += weight;
    }

    public void AddFinal(RegressionVerdict verdict, double weight) => final[verdict] = Of(verdict) + weight;

    public void AddSeconds(double took) => seconds.Add(took);

    public void AddChange(RegressionChannel channel, double change)
    {
        if (!changes.TryGetValue(channel, out var values))
            changes.Add(channel, values = []);
        values.Add(change);
    }
}
