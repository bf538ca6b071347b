namespace PerfAssert;

/// <summary>What a series has brought so far, and how much may still come. The base of <see cref="Reach"/>.</summary>
internal sealed record Prospect
{
    /// <summary>Everything counted so far.</summary>
    public required SeriesData Data { get; init; }

    /// <summary>No more operations than this will still end; infinite where that is not known.</summary>
    public required double Remaining { get; init; }

    /// <summary>Length that rates will be divided by; <see langword="null"/> where it is not known yet.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Iterations dropped so far.</summary>
    public long Dropped { get; init; }

    /// <summary>Iterations that will have been due in the end, started or dropped; infinite where that is not known.</summary>
    public double Due { get; init; } = double.PositiveInfinity;

    /// <summary>Requests of all steps that ended so far.</summary>
    public long Requests { get; init; }

    /// <summary>Responses of the series by status code; of whole iterations those of all their requests.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    /// <summary>Where starts are not scheduled, only one kind of time is counted.</summary>
    public LatencyHistogram ServiceTimes => Data.Service.Count > 0 ? Data.Service : Data.Response;

    public long Succeeded => Data.Response.Count;

    public long Failed => Data.Failed.Count;

    public long Count => Succeeded + Failed;
}
