namespace PerfAssert;

/// <summary>
/// The token of one request: cancelled when the request's time is over, when the user's load ends, or by the caller.
/// Reused from request to request, since a new source and timer for each would cost more than the recording.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly CancellationToken userToken;
    private readonly CancellationTokenRegistration userRegistration;

    public RequestDeadline(CancellationToken userToken)
    {
        this.userToken = userToken;
        Token = source.Token;
        userRegistration = Link(userToken);
    }

    public CancellationToken Token { get; }

    public bool IsOver => source.IsCancellationRequested;

    /// <summary>Whether the deadline also ends with this user's load.</summary>
    public bool BelongsTo(CancellationToken token) => userToken == token;

    public void Start(TimeSpan limit) => source.CancelAfter(limit);

    /// <summary>Ends the request when the token is cancelled; dispose the registration when the wait is over.</summary>
    public CancellationTokenRegistration Link(CancellationToken token) =>
        token.UnsafeRegister(static state => ((RequestDeadline)state!).source.Cancel(), this);

    /// <summary>Stops the clock. False when it has already struck: then the deadline cannot be used again.</summary>
    public bool TryReset() => source.TryReset();

    /// <summary>
    /// Lets go of the user. The source is left to the collector: a read that was abandoned with its request may still hold
    /// the token, and the timer has been stopped or has struck.
    /// </summary>
    public void Dispose() => userRegistration.Unregister();
}
