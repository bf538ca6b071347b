namespace PerfAssert;

/// <summary>The statistics of one series of timed operations: whole iterations (<see cref="LoadResult"/>) or a step (<see cref="StepResult"/>).</summary>
public abstract class SeriesResult
{
    private protected SeriesResult()
    {
    }

    /// <summary>Name of the load test or of the step.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Successful operations, from the intended start to the end. For steps and unscheduled iterations the intended start is the
    /// actual one. Failed operations are kept apart in <see cref="FailedTime"/>.
    /// </summary>
    public required LatencySummary ResponseTime { get; init; }

    /// <summary>Successful operations, from the actual start to the end.</summary>
    public required LatencySummary ServiceTime { get; init; }

    /// <summary>Failed operations, from the intended start to the end.</summary>
    public required LatencySummary FailedTime { get; init; }

    /// <summary>Operations that ended, successful or not.</summary>
    public long Count => Succeeded + Failed;

    /// <summary>Operations that ended successfully.</summary>
    public long Succeeded => ResponseTime.Count;

    /// <summary>Operations that failed.</summary>
    public long Failed => FailedTime.Count;

    /// <summary>Share of operations that failed; zero when there were none.</summary>
    public Ratio ErrorRate => new(Count == 0 ? 0 : (double)Failed / Count);

    /// <summary>Share of operations that succeeded; zero when there were none.</summary>
    public Ratio SuccessRate => new(Count == 0 ? 0 : (double)Succeeded / Count);

    /// <summary>Successful operations per second of the measured part.</summary>
    public required double Throughput { get; init; }

    /// <summary>Failures by kind, the most frequent first.</summary>
    public required IReadOnlyList<ErrorSummary> Errors { get; init; }

    /// <summary>Responses by HTTP status code; empty where no HTTP was used.</summary>
    public required IReadOnlyDictionary<int, long> StatusCodes { get; init; }

    /// <summary>Bytes of request bodies and of messages sent.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Bytes of response bodies and of messages received.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Length of the measured part, the base of every rate.</summary>
    public required TimeSpan MeasuredDuration { get; init; }

    /// <summary>The requests of users who expect the status 429; <see langword="null"/> for a result that no run made.</summary>
    internal RateLimitLog? RateLimits { get; init; }
}
