namespace PerfAssert;

/// <summary>Keeps the deadline of a user's last request for the next one. Requests side by side make their own.</summary>
internal sealed class SpareDeadline : IDisposable
{
    private RequestDeadline? spare;

    /// <summary>A deadline that ends with the user's load; it has not been started.</summary>
    public RequestDeadline Take(CancellationToken userToken)
    {
        var deadline = Interlocked.Exchange(ref spare, null);
        if (deadline is not null && deadline.IsGoodFor(userToken))
            return deadline;
        deadline?.Dispose();
        return new RequestDeadline(userToken);
    }

    /// <summary>Takes back the deadline of a finished request.</summary>
    public void Return(RequestDeadline deadline)
    {
        if (!deadline.TryReset() || Interlocked.CompareExchange(ref spare, deadline, null) is not null)
            deadline.Dispose();
    }

    public void Dispose() => Interlocked.Exchange(ref spare, null)?.Dispose();
}
