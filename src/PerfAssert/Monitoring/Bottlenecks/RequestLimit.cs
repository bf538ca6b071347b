namespace PerfAssert;

/// <summary>The service refuses requests with 429 that nobody expected.</summary>
internal static class RequestLimit
{
    private const int TooManyRequests = 429;

    /// <summary>Beyond this share of the responses a limit shapes the run: 1 %.</summary>
    private const double ManyRefused = 0.01;

    public static Bottleneck? Find(LoadResult result)
    {
        var refused = result.StatusCodes.GetValueOrDefault(TooManyRequests);
        var answers = result.StatusCodes.Values.Sum();
        if (answers == 0 || refused < answers * ManyRefused || !result.Errors.Any(error => error.Kind == FailureClassifier.StatusKind(TooManyRequests)))
            return null;
        var seconds = result.MeasuredDuration.TotalSeconds;
        var route = result.Steps.Where(step => step.StatusCodes.ContainsKey(TooManyRequests)).MaxBy(step => step.StatusCodes[TooManyRequests]);
        return new(
            BottleneckKind.RateLimit,
            $"The service refused {Figure.Count(refused)} of {Figure.Count(answers)} requests ({Figure.Percent((double)refused / answers)}) with 429{(route is null ? "" : $", most of them {Evidence.Quote(route.Name)}")}, "
            + $"and let {Figure.Rate((answers - refused) / seconds)} pass.",
            "Raise or partition the rate limit, load within it (ArrivalRate), or assert it: result.Should().EnforceRateLimit(…).");
    }
}
