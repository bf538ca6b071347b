namespace PerfAssert;

/// <summary>
/// The token of one request: cancelled when the request's time is over, when the user's load ends, or by the caller.
/// Reused from request to request with its timer running: a request only writes down when it is due, and the timer, when it
/// strikes, looks whether that time has come. Setting a timer for each request would cost more than recording it.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly object gate = new();
    private readonly CancellationTokenSource source = new();
    private readonly Timer timer;
    private readonly CancellationToken userToken;
    private readonly CancellationTokenRegistration userRegistration;
    private CancellationToken callerToken;
    private CancellationTokenRegistration callerRegistration;
    private long? due;
    private long strikesAt = long.MaxValue;
    private bool over;

    public RequestDeadline(CancellationToken userToken)
    {
        this.userToken = userToken;
        Token = source.Token;
        timer = new Timer(static state => ((RequestDeadline)state!).Strike(), this, Timeout.Infinite, Timeout.Infinite);
        userRegistration = Link(userToken);
    }

    public CancellationToken Token { get; }

    public bool IsOver => source.IsCancellationRequested;

    /// <summary>Whether the deadline can serve again, and ends with this user's load.</summary>
    public bool IsGoodFor(CancellationToken token) => userToken == token && !IsOver;

    /// <summary>Starts the time of a request.</summary>
    /// <param name="limit">From now, to the millisecond; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="caller">Ends the request as well; mostly the same from request to request, and then linked once.</param>
    public void Start(TimeSpan limit, CancellationToken caller)
    {
        if (caller != callerToken)
        {
            callerRegistration.Unregister();
            callerToken = caller;
            callerRegistration = Link(caller);
        }

        if (limit != Timeout.InfiniteTimeSpan)
            Extend(limit);
    }

    /// <summary>Gives the request another limit, from now.</summary>
    /// <param name="limit">To the millisecond; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public void Extend(TimeSpan limit)
    {
        lock (gate)
        {
            if (limit == Timeout.InfiniteTimeSpan)
            {
                due = null;
                return;
            }

            var now = Environment.TickCount64;
            due = now + (long)Math.Ceiling(limit.TotalMilliseconds);
            if (due < strikesAt)
                StrikeAt(due.Value, now);
        }
    }

    /// <summary>Ends the request when the token is cancelled; dispose the registration when the wait is over.</summary>
    public CancellationTokenRegistration Link(CancellationToken token) =>
        token.UnsafeRegister(static state => ((RequestDeadline)state!).source.Cancel(), this);

    /// <summary>What the user's code shall see when the deadline is over: which of its three causes it had.</summary>
    /// <param name="what">The request, by its method and path.</param>
    /// <param name="problem">What it did not do in time.</param>
    /// <param name="limit">The time it had.</param>
    /// <param name="caller">The token it was started with.</param>
    /// <param name="cause">What it ended with; <see langword="null"/> when it was given up.</param>
    public Exception Explain(string what, string problem, TimeSpan limit, CancellationToken caller, Exception? cause = null)
    {
        if (userToken.IsCancellationRequested)
            return new OperationCanceledException($"{what} was interrupted: the load has ended.", cause, userToken);
        return caller.IsCancellationRequested
            ? new OperationCanceledException($"{what} was cancelled by the test.", cause, caller)
            : new TimeoutException($"{what} {problem} within {Figure.Duration(limit)}", cause);
    }

    /// <summary>How a series counts what a request under this deadline ended with.</summary>
    public Failure FailureOf(Exception exception) => exception is OperationCanceledException && userToken.IsCancellationRequested
        ? new Failure(FailureClassifier.Interrupted, exception.Message)
        : FailureClassifier.Classify(exception);

    /// <summary>Ends the time of a request. False when it is over already: then the deadline cannot be used again.</summary>
    public bool TryReset()
    {
        lock (gate)
        {
            due = null;
            return !over && source.TryReset();
        }
    }

    /// <summary>
    /// Lets go of the user. The source is left to the collector: a read that was abandoned with its request may still hold
    /// the token.
    /// </summary>
    public void Dispose()
    {
        userRegistration.Unregister();
        callerRegistration.Unregister();
        timer.Dispose();
    }

    private void Strike()
    {
        lock (gate)
        {
            strikesAt = long.MaxValue;
            if (due is not { } end)
                return;
            var now = Environment.TickCount64;
            if (end > now)
            {
                StrikeAt(end, now);
                return;
            }

            over = true;
        }

        source.Cancel();
    }

    private void StrikeAt(long time, long now)
    {
        strikesAt = time;
        timer.Change(time - now, Timeout.Infinite);
    }
}
