namespace PerfAssert;

/// <summary>One statement takes most of the time.</summary>
internal static class SlowStatement
{
    /// <summary>From this share of the iterations' time on: 40 %.</summary>
    private const double MostOfTheTime = 0.4;

    /// <summary>A faster statement is a healthy one, whatever its share of an iteration that does nothing else.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    public static Bottleneck? Find(LoadResult result)
    {
        var worst = result.Databases.SelectMany(database => database.Statements).Where(statement => statement.Count > 0 && statement.Mean >= Slow).MaxBy(statement => statement.Total);
        if (worst is null || Evidence.ShareOfIterations(result, worst.Total) is var share && share < MostOfTheTime)
            return null;
        return new(
            BottleneckKind.SlowStatement,
            $"One statement takes {Figure.Percent(Math.Min(1, share))} of the iterations' time, {Figure.Duration(worst.Mean)} in the mean of {Figure.Count(worst.Count)} executions: {Evidence.Quote(worst.Text)}.",
            "Look at its plan (EXPLAIN ANALYZE): an index for its WHERE and ORDER BY, fewer rows, or a result kept for a while.");
    }
}
