namespace PerfAssert;

/// <summary>Says why a load test fails for what it measured although no code of the test has objected.</summary>
internal static class ResultJudge
{
    /// <summary>The message to fail with; <see langword="null"/> when every result is good.</summary>
    /// <param name="results">Of the test's loads.</param>
    /// <param name="searched">Whether the test looked for a limit, which it asserts itself; then it needs no load besides.</param>
    public static string? Failure(IReadOnlyList<LoadResult> results, bool searched = false)
    {
        if (results.Count == 0 && searched)
            return null;
        if (results.Count == 0)
            return "The load test applied no load. Await load.RunAsync(async user => …) in its body.";
        var failures = results.Select(Failure).OfType<string>().ToList();
        return failures.Count == 0 ? null : string.Join("\n\n", failures);
    }

    private static string? Failure(LoadResult result)
    {
        var failed = result.Evaluations.Where(evaluation => evaluation.Verdict is Verdict.Failed or Verdict.Inconclusive).ToList();
        // Judged with the result already where no code of the test could still speak of errors.
        if (ExpectationEvaluator.JudgeUnexpectedErrors(result) is { } unexpected && failed.TrueForAll(other => other.Message != unexpected.Message))
            failed.Add(unexpected);
        return failed.Count == 0 && result.Validity.IsValid ? null : FailureMessage.Compose(result, failed);
    }
}
