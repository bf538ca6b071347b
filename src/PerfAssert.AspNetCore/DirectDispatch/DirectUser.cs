using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PerfAssert;

/// <summary>
/// Dispatches and times one user's requests. One exchange serves one request after another as long as the application answers at
/// once. After a wait another request of the user may start while the answer is being read: then the exchange rests a while.
/// </summary>
internal sealed class DirectUser : IDisposable
{
    /// <summary>Requests that a user can have side by side without a response being lost before it is read: 16.</summary>
    private const int MostSideBySide = 16;

    private readonly VirtualUser user;
    private readonly IDirectTarget target;
    private readonly DirectServer server;
    private readonly ConcurrentQueue<DirectExchange> resting = new();
    private DirectExchange? idle;
    private readonly SpareDeadline deadlines = new();
    private AnswerRace? spareRace;
    private int waiting;

    private DirectUser(VirtualUser user, IDirectTarget target, DirectServer server)
    {
        this.user = user;
        this.target = target;
        this.server = server;
    }

    /// <summary>The dispatching of a user.</summary>
    /// <exception cref="LoadConfigurationException">The user's target takes no dispatched requests.</exception>
    public static DirectUser Of(VirtualUser user) => user.DirectDispatch as DirectUser ?? Create(user);

    public ValueTask<DirectResponse> DispatchAsync(DirectRequest request, CancellationToken cancellationToken)
    {
        var name = user.InGroup(request.NameAt(target));
        var exchange = Take(request.Method.Method);
        request.WriteTo(exchange);
        return RunAsync(exchange, name, request.BodyLength, cancellationToken);
    }

    public ValueTask<DirectResponse> DispatchAsync(string method, string path, CancellationToken cancellationToken)
    {
        DirectRequest.Split(path, out var decoded, out var query);
        var name = user.InGroup(target.NameRequest(HttpMethod.Parse(method), path));
        var exchange = Take(method);
        exchange.Path = decoded;
        exchange.QueryString = query;
        exchange.RawTarget = path;
        exchange.RequestHeaders.Add(HeaderNames.Host, DirectExchange.DefaultHost);
        return RunAsync(exchange, name, 0, cancellationToken);
    }

    /// <summary>Lets go of the user's load.</summary>
    public void Dispose() => deadlines.Dispose();

    private static DirectUser Create(VirtualUser user)
    {
        if (user.Target is not IDirectTarget { DirectServer: { } server } target)
        {
            throw new LoadConfigurationException(
            [
                new ConfigurationError(
                    "user.DispatchAsync",
                    user.Target is null ? "needs a target and this run has none" : $"does not work over {user.Target.Transport}: it calls the application without a server",
                    "Set Hosting = HostingMode.Direct in the constructor of the PerfWebApplication<Program> and write load.Against(application), or use user.Http, which works everywhere."),
            ]);
        }

        var created = new DirectUser(user, target, server);
        user.DirectDispatch = created;
        return created;
    }

    private DirectExchange Take(string method)
    {
        var exchange = Interlocked.Exchange(ref idle, null);
        if (exchange is null && (resting.Count < MostSideBySide || !resting.TryDequeue(out exchange)))
            exchange = server.Application.CreateExchange();
        exchange.Begin(method);
        return exchange;
    }

    private ValueTask<DirectResponse> RunAsync(DirectExchange exchange, string name, int sent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = user.Now();
        var run = exchange.RunAsync();
        return run.IsCompleted
            ? new ValueTask<DirectResponse>(Complete(exchange, name, start, sent, hasWaited: false))
            : AwaitAsync(exchange, run, name, start, sent, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DirectResponse> AwaitAsync(
        DirectExchange exchange, Task run, string name, long start, int sent, CancellationToken cancellationToken)
    {
        var deadline = deadlines.Take(user.CancellationToken);
        deadline.Start(user.RequestTimeout, cancellationToken);
        Interlocked.Increment(ref waiting);
        var race = Interlocked.Exchange(ref spareRace, null) ?? new AnswerRace();
        await race.WaitAsync(run, deadline.Token).ConfigureAwait(false);
        Interlocked.Decrement(ref waiting);
        if (race.Close())
            spareRace = race;
        if (!run.IsCompleted)
        {
            // The application may go on working; its exchange is not used again.
            deadline.Dispose();
            throw GiveUp(exchange, deadline, name, start, sent, cancellationToken);
        }

        deadlines.Return(deadline);
        return Complete(exchange, name, start, sent, hasWaited: true);
    }

    private DirectResponse Complete(DirectExchange exchange, string name, long start, int sent, bool hasWaited)
    {
        var end = user.Now();
        var status = exchange.StatusCode;
        Failure? failure = null;
        HttpRequestException? broken = null;
        if (exchange.IsBroken)
        {
            var breakage = exchange.Breakage();
            broken = new HttpRequestException(breakage.HttpRequestError, breakage.Message, breakage);
            failure = FailureClassifier.Classify(broken);
        }
        else if (status >= 400 && !user.IsExpected(status))
        {
            failure = new Failure(
                FailureClassifier.StatusKind(status),
                string.Create(CultureInfo.InvariantCulture, $"{exchange.Method} {exchange.Path} answered {status} ({ReasonPhrases.GetReasonPhrase(status)})"));
            user.Fail(failure);
        }

        user.RecordStep(name, StepKind.Request, start, end, failure, status, sent, exchange.Writer.Written.Length);
        user.LogRateLimit(name, start, end, status, status == 429 ? RetryAfterOf(exchange) : default);
        var response = new DirectResponse(exchange);
        if (hasWaited || Volatile.Read(ref waiting) > 0)
            resting.Enqueue(exchange);
        else
            Volatile.Write(ref idle, exchange);
        return broken is null ? response : throw broken;
    }

    private static RetryAfter RetryAfterOf(DirectExchange exchange) =>
        RetryAfter.Parse(exchange.Headers.RetryAfter, TimeProvider.System.GetUtcNow());

    private Exception GiveUp(DirectExchange exchange, RequestDeadline deadline, string name, long start, int sent, CancellationToken callerToken)
    {
        var request = $"{exchange.Method} {exchange.Path}";
        exchange.Abort();
        var shown = deadline.Explain(request, "did not answer", user.RequestTimeout, callerToken);
        user.RecordStep(name, StepKind.Request, start, user.Now(), deadline.FailureOf(shown), 0, sent, 0);
        return shown;
    }
}
