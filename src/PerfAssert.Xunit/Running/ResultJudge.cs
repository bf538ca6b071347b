namespace PerfAssert;

/// <summary>Says why a load test fails for what it measured although no code of the test has objected.</summary>
internal static class ResultJudge
{
    public static string? Failure(IReadOnlyList<LoadResult> results)
    {
        if (results.Count == 0)
            return "The load test applied no load. Await load.RunAsync(async user => …) in its body.";
        return null;
    }
}
