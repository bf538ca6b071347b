namespace PerfAssert;

/// <summary>
/// The requests of users who expect the status 429, by the name of their step, from the set-up of the users on: what was
/// sent before the measurement has used permits too. Thread-safe. Other users write nothing here.
/// </summary>
internal sealed class RateLimitLog
{
    /// <summary>Most requests that are kept: 250,000, some 12 MB. Later ones are left out of the judgement, which says so.</summary>
    public const int Capacity = 250_000;

    private readonly List<(string Name, LimitedRequest Request)> requests = [];
    private volatile bool closed;

    /// <summary>Whether later requests were left out.</summary>
    public bool IsFull
    {
        get
        {
            lock (requests)
                return requests.Count == Capacity;
        }
    }

    /// <summary>Writes down one request, when it is over.</summary>
    /// <param name="name">Name of its step.</param>
    /// <param name="request">The request.</param>
    public void Add(string name, in LimitedRequest request)
    {
        if (closed)
            return;
        lock (requests)
        {
            if (requests.Count < Capacity)
                requests.Add((name, request));
        }
    }

    /// <summary>Takes nothing more: what follows is not measured.</summary>
    public void Close() => closed = true;

    /// <summary>The requests of a step, or of all.</summary>
    /// <param name="name">The step; <see langword="null"/> for all.</param>
    public LimitedRequest[] Of(string? name)
    {
        lock (requests)
            return [.. requests.Where(entry => name is null || entry.Name == name).Select(entry => entry.Request)];
    }
}
