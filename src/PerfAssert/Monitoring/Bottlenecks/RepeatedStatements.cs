namespace PerfAssert;

/// <summary>One request sends the same query over and over: N+1. A loop of inserts may be meant.</summary>
internal static class RepeatedStatements
{
    public static Bottleneck? Find(LoadResult result)
        => result.Databases.SelectMany(database => database.Repeated).FirstOrDefault(statement => !statement.IsWrite) is { } worst
            ? new(
                BottleneckKind.RepeatedStatement,
                $"{Evidence.Quote(worst.Where)} sends the same statement {Figure.Number(worst.Mean)} times in the mean, up to {Figure.Count(worst.Most)} times (N+1): {Evidence.Quote(worst.Text)}.",
                "Load the rows together: Include(…) or a join, WHERE … IN (…), or one query for all of them before the loop.")
            : null;
}
