namespace PerfAssert;

/// <summary>
/// Times every request of one user, from the send to the end of the response body, and records it once: under the name
/// that the target gives it, with status, bytes and failure. It also keeps the requests' deadlines, which end the wait
/// even where the handler below ignores cancellation, as TestServer does while the application has not answered.
/// </summary>
internal sealed class RequestMeter : IDisposable
{
    private readonly IRequestLog log;
    private readonly ILoadTarget target;

    /// <summary>Over the handler of the target, which is shared by all users and never disposed from here.</summary>
    private readonly HttpMessageInvoker invoker;

    /// <summary>Sockets and direct dispatch end a request at once when it is cancelled; other handlers have to be raced against the deadline.</summary>
    private readonly bool obeysCancellation;

    /// <summary>The version that requests get which have none of their own; <see langword="null"/> for 1.1, which they have already.</summary>
    private readonly Version? version;

    private readonly SpareDeadline deadlines = new();

    private AnswerRace? spareRace;

    public RequestMeter(IRequestLog log, ILoadTarget target)
    {
        this.log = log;
        this.target = target;
        invoker = new HttpMessageInvoker(target.Handler, disposeHandler: false);
        obeysCancellation = target.Handler is SocketsHttpHandler or IObedientHandler;
        version = target.HttpVersion == System.Net.HttpVersion.Version11 ? null : target.HttpVersion;
    }

    /// <summary>Puts the user's token on a request.</summary>
    public void Authorize(HttpRequestMessage request) => log.Authorize(request);

    /// <summary>Begins the time of a request.</summary>
    /// <param name="request">Has an absolute URI.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public Exchange Begin(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (version is not null && request.VersionPolicy == HttpVersionPolicy.RequestVersionOrLower && request.Version == System.Net.HttpVersion.Version11)
        {
            // As requests are made. One that the test has given another version or policy keeps it.
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        var name = log.InGroup(target.NameRequest(request.Method, request.RequestUri!));
        var deadline = deadlines.Take(log.CancellationToken);
        var exchange = new Exchange(log, this, deadline, name, request, cancellationToken);
        deadline.Start(log.RequestTimeout, cancellationToken);
        return exchange;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken deadline) => invoker.SendAsync(request, deadline);

    /// <summary>A race that the answer has to be waited for in; <see langword="null"/> where the handler ends by itself.</summary>
    public AnswerRace? FindRace() => obeysCancellation ? null : Interlocked.Exchange(ref spareRace, null) ?? new AnswerRace();

    /// <summary>Takes back a race that the answer has won.</summary>
    public void Return(AnswerRace race) => Interlocked.CompareExchange(ref spareRace, race, null);

    /// <summary>Takes back the deadline of a finished request.</summary>
    public void Return(RequestDeadline deadline) => deadlines.Return(deadline);

    /// <summary>Lets go of the user; the target's handler stays.</summary>
    public void Dispose()
    {
        deadlines.Dispose();
        invoker.Dispose();
    }
}
