namespace PerfAssert;

/// <summary>Passes a user's requests on to the user's recorder.</summary>
internal sealed class UserRequestLog(VirtualUser user) : IRequestLog
{
    public CancellationToken CancellationToken => user.CancellationToken;

    public TimeSpan RequestTimeout => user.RequestTimeout;

    public TransactionTally? Transaction => user.CurrentTransaction;

    public string InGroup(string name) => user.InGroup(name);

    public void Authorize(HttpRequestMessage request) => user.Tokens?.Authorize(user, request);

    public void Refused() => user.Tokens?.Refuse(user);

    public long Now() => user.Now();

    public void Record(in RequestRecord request)
    {
        user.RecordStep(
            request.Name,
            StepKind.Request,
            request.Start,
            request.End,
            request.Failure,
            request.StatusCode,
            request.BytesSent,
            request.BytesReceived);
        user.LogRateLimit(request.Name, request.Start, request.End, request.StatusCode, request.RetryAfter);
    }

    public void Fail(Failure failure) => user.Fail(failure);

    public bool IsExpected(int statusCode) => user.IsExpected(statusCode);

    public void Track(IOpenRequest request) => user.Track(request);

    public void Untrack(IOpenRequest request) => user.Untrack(request);
}
