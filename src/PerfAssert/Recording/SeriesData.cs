namespace PerfAssert;

/// <summary>What was counted of one series: whole iterations, a step or a route. Not thread-safe.</summary>
internal sealed class SeriesData
{
    private const int LargestStatus = 600;
    private Dictionary<string, ErrorTally>? errors;
    private long[]? statuses;

    /// <summary>Successful operations, from the intended start.</summary>
    public LatencyHistogram Response { get; } = new();

    /// <summary>Successful operations, from the actual start; used only where starts are scheduled.</summary>
    public LatencyHistogram Service { get; } = new();

    /// <summary>Failed operations, from the intended start.</summary>
    public LatencyHistogram Failed { get; } = new();

    public long BytesSent { get; set; }

    public long BytesReceived { get; set; }

    public IEnumerable<KeyValuePair<string, ErrorTally>> Errors => errors ?? [];

    public IEnumerable<KeyValuePair<int, long>> Statuses
    {
        get
        {
            for (var status = 0; status < (statuses?.Length ?? 0); status++)
            {
                if (statuses![status] > 0)
                    yield return new(status, statuses[status]);
            }
        }
    }

    public void CountStatus(int status)
    {
        if (status is > 0 and < LargestStatus)
            (statuses ??= new long[LargestStatus])[status]++;
    }

    public void CountError(Failure failure, long at)
    {
        errors ??= new(StringComparer.Ordinal);
        if (!errors.TryGetValue(failure.Kind, out var tally))
            errors.Add(failure.Kind, tally = new ErrorTally());
        tally.Count(failure.Message, at);
    }

    public void Add(SeriesData other)
    {
        Response.Add(other.Response);
        Service.Add(other.Service);
        Failed.Add(other.Failed);
        BytesSent += other.BytesSent;
        BytesReceived += other.BytesReceived;
        if (other.statuses is { } counted)
        {
            statuses ??= new long[LargestStatus];
            for (var status = 0; status < LargestStatus; status++)
                statuses[status] += counted[status];
        }

        foreach (var (kind, tally) in other.Errors)
        {
            errors ??= new(StringComparer.Ordinal);
            if (!errors.TryGetValue(kind, out var mine))
                errors.Add(kind, mine = new ErrorTally());
            mine.Add(tally);
        }
    }

    public void Clear()
    {
        Response.Clear();
        Service.Clear();
        Failed.Clear();
        BytesSent = 0;
        BytesReceived = 0;
        if (statuses is not null)
            Array.Clear(statuses);
        errors?.Clear();
    }
}
