namespace PerfAssert;

/// <summary>Makes the immutable result of what a phase brought. Pure.</summary>
internal static class ResultBuilder
{
    public static LoadResult Build(
        LoadPlan plan,
        PhaseOutcome outcome,
        EnvironmentInfo environment,
        RunValidity validity,
        string? reportFolder,
        Func<LoadResult, IReadOnlyList<Evaluation>> judge,
        TestIdentity? test = null,
        LoadSession? session = null)
    {
        var window = outcome.Window;
        var whole = outcome.Totals.Get(Recorder.IterationSeries);
        var response = new LatencySummary(whole.Response);
        var service = whole.Service.Count > 0 ? new LatencySummary(whole.Service) : response;
        var steps = Enumerable.Range(1, outcome.Names.Count - 1)
            .Select(id => (Id: id, Data: outcome.Totals.Find(id)))
            .Where(series => series.Data is not null)
            .Select(series => Step(outcome.Names[series.Id], series.Data!, Throughput(outcome, series.Id, series.Data!), window, outcome.RateLimits))
            .ToList();
        var requests = steps.Where(step => step.Kind == StepKind.Request).ToList();
        var transfers = steps.Where(step => step.Kind is StepKind.Request or StepKind.Message).ToList();

        LoadResult Result(IReadOnlyList<Evaluation> evaluations) => new()
        {
            Name = plan.Name,
            Plan = plan,
            StartedAt = outcome.StartedAt,
            StoppedEarly = outcome.StoppedEarly,
            ResponseTime = response,
            ServiceTime = service,
            FailedTime = new LatencySummary(whole.Failed),
            Throughput = Throughput(outcome, Recorder.IterationSeries, whole),
            MeasuredDuration = window,
            Errors = Errors(whole),
            StatusCodes = requests.SelectMany(step => step.StatusCodes).GroupBy(pair => pair.Key).OrderBy(group => group.Key)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            BytesSent = transfers.Sum(step => step.BytesSent),
            BytesReceived = transfers.Sum(step => step.BytesReceived),
            DecidedAfter = outcome.DecidedAfter,
            GivenUp = outcome.GivenUp,
            Steps = new StepCollection(steps),
            Started = outcome.Started,
            Dropped = outcome.Dropped,
            Delayed = outcome.Delayed,
            Requests = requests.Sum(step => step.Count),
            PeakUsers = outcome.PeakUsers,
            TimeLine = outcome.TimeLine,
            Blocks = outcome.Blocks,
            RateLimits = outcome.RateLimits,
            Cost = Cost(outcome),
            SqlCommandsPerIteration = PerIteration(outcome.Calls.SqlCommands, whole),
            OutboundCallsPerIteration = PerIteration(outcome.Calls.OutboundCalls, whole),
            Resources = outcome.Watched.Resources,
            Databases = outcome.Watched.Databases,
            Redis = outcome.Watched.Redis,
            Leaks = outcome.Leaks,
            Validity = validity,
            Environment = environment,
            Evaluations = evaluations,
            ReportFolder = reportFolder,
            Test = test,
            Session = session,
        };

        return Result(judge(Result([])));
    }

    public static GeneratorCost Cost(PhaseOutcome outcome)
    {
        var lag = new LatencySummary(outcome.Totals.StartLag);
        var whole = outcome.Totals.Get(Recorder.IterationSeries);
        var iterations = Math.Max(1, whole.Response.Count + whole.Failed.Count);
        var (before, after) = (outcome.Before, outcome.After);
        return new GeneratorCost(
            lag.P50,
            lag.P95,
            lag.P99,
            ProcessReading.Cores(before, after),
            ProcessReading.Foreign(before, after),
            after.GcPause - before.GcPause,
            new LatencySummary(outcome.PoolDelays).P95,
            outcome.WarmUp,
            (double)(after.AllocatedBytes - before.AllocatedBytes) / iterations,
            (after.Cpu - before.Cpu) / iterations);
    }

    /// <summary>
    /// What ended inside the window per second of it: what the graceful stop still brought would flatter a short run. When nothing ended
    /// inside (iterations longer than the load), the whole time counts instead.
    /// </summary>
    private static double Throughput(PhaseOutcome outcome, int series, SeriesData data)
    {
        var inWindow = series < outcome.SucceededInWindow.Count ? outcome.SucceededInWindow[series] : 0;
        return inWindow > 0 ? PerSecond(inWindow, outcome.Window) : PerSecond(data.Response.Count, outcome.Elapsed);
    }

    private static double? PerIteration(long? calls, SeriesData whole)
        => whole.Response.Count + whole.Failed.Count is var iterations && iterations > 0 ? (double?)calls / iterations : null;

    private static double PerSecond(long count, TimeSpan duration) => duration > TimeSpan.Zero ? count / duration.TotalSeconds : 0;

    private static StepResult Step((string Name, StepKind Kind) name, SeriesData data, double throughput, TimeSpan window, RateLimitLog? rateLimits)
    {
        var time = new LatencySummary(data.Response);
        return new StepResult
        {
            Name = name.Name,
            Kind = name.Kind,
            ResponseTime = time,
            ServiceTime = data.Service.Count > 0 ? new LatencySummary(data.Service) : time,
            FailedTime = new LatencySummary(data.Failed),
            Throughput = throughput,
            MeasuredDuration = window,
            Errors = Errors(data),
            StatusCodes = data.Statuses.ToDictionary(),
            BytesSent = data.BytesSent,
            BytesReceived = data.BytesReceived,
            RateLimits = rateLimits,
        };
    }

    /// <summary>Failures by kind, the most frequent first.</summary>
    public static IReadOnlyList<ErrorSummary> Errors(SeriesData data) =>
    [
        .. data.Errors
            .Select(error => new ErrorSummary(
                error.Key,
                error.Value.Total,
                EngineTime.Span(error.Value.First),
                EngineTime.Span(error.Value.Last),
                [.. error.Value.Samples]))
            .OrderByDescending(error => error.Count)
            .ThenBy(error => error.Kind, StringComparer.Ordinal),
    ];
}
