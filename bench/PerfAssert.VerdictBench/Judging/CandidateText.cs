namespace PerfAssert.VerdictBench;

/// <summary>A judged candidate as a line of progress.</summary>
internal static class CandidateText
{
    public static string Of(CandidateLine line)
    {
        var verdict = line.First == line.Final ? $"{line.Final}" : $"{line.First}, then {line.Final}";
        var figures = line.Figures.Select(figure => figure.Key == RegressionChannel.SqlCommands
            ? $"{figure.Key} {figure.Value.Measured:0.##}"
            : $"{figure.Key} {100 * figure.Value.Change:+0.0;-0.0;0} %");
        return $"{line.Id}: {verdict} ({string.Join(", ", figures)}; foreign CPU {100 * line.ForeignCpu:0} %), {line.AllSeconds:0.0} s";
    }
}
