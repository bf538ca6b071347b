using System.Net;

namespace PerfAssert;

/// <summary>One concurrent actor with its own HTTP client, cookies, DI scope, random source and kept values.</summary>
public sealed partial class VirtualUser
{
    /// <summary>The <see cref="UpkeepDue"/> of a user that needs none.</summary>
    internal const long NoUpkeep = long.MaxValue;

    private readonly RunContext run;
    private UserSession? session;
    private IOpenRequest? openRequest;
    private Failure? failure;
    private long draws;
    private long upkeepDue = NoUpkeep;

    internal VirtualUser(int id, RunContext run)
    {
        Id = id;
        this.run = run;
        State = new UserState(this);
    }

    /// <summary>Number of the user, from 1.</summary>
    public int Id { get; }

    /// <summary>Number of the user's current iteration, from 0, warm-up included.</summary>
    public long Iteration { get; internal set; }

    /// <summary>The user's own random source, seeded by the plan's seed and the user's number.</summary>
    public Random Random => LazyInitializer.EnsureInitialized(ref Session.Random, () => new Random(unchecked((Seed * 486_187_739) + Id)));

    /// <summary>The user's own HTTP client (own cookies; shared connections) to the target; every request is a step of its own.</summary>
    /// <exception cref="LoadConfigurationException">The run has no target.</exception>
    public HttpClient Http => Session.Http ??= UserHttpClient.Create(this, Target ?? throw MissingTarget("user.Http"));

    /// <summary>The user's own DI scope of the in-process application.</summary>
    /// <exception cref="LoadConfigurationException">The target is not an application in this process.</exception>
    public IServiceProvider Services => (Session.Scope ??= Target?.CreateScope() ?? throw MissingTarget("user.Services")).Services;

    /// <summary>Cancelled when the load has ended and the graceful stop is over, or the run is cancelled.</summary>
    public CancellationToken CancellationToken => Phase?.Token ?? run.IdleToken;

    internal ILoadTarget? Target => run.Target;

    internal TimeSpan RequestTimeout => run.Plan.RequestTimeout;

    /// <summary>The plan's.</summary>
    internal int Seed => run.Plan.Seed;

    /// <summary>Users of the run, this one included.</summary>
    internal int UserCount => run.Plan.Workload.UserCount;

    /// <summary>What all users of a run have in common, and no others.</summary>
    internal RunContext Run => run;

    /// <summary>The adapter's own state of the user (the test class instance).</summary>
    internal object? Instance
    {
        get => session?.Instance;
        set => Session.Instance = value;
    }

    /// <summary>What the user's dispatched requests use again and again.</summary>
    internal IDisposable? DirectDispatch
    {
        get => session?.DirectDispatch;
        set => Session.DirectDispatch = value;
    }

    /// <summary>The user's class: an index of <see cref="LoadPlan.Mix"/>.</summary>
    internal int Kind { get; init; }

    /// <summary>Series of the behaviour that the current iteration is; <see langword="null"/> where there is one iteration for all.</summary>
    internal string? Behaviour { get; set; }

    /// <summary>The user's pause between two iterations (closed model).</summary>
    internal ThinkTime ThinkTime => run.ThinkTimes[Kind];

    /// <summary>Engine time from which on <see cref="LoadPhase.Upkeep"/> is to run before the next iteration.</summary>
    internal long UpkeepDue
    {
        get => Volatile.Read(ref upkeepDue);
        set => Volatile.Write(ref upkeepDue, value);
    }

    /// <summary>Whether nothing is recorded although there is a phase: during the upkeep.</summary>
    internal bool Unrecorded { get; set; }

    /// <summary>What the user's records go to; <see langword="null"/> during set-up and tear-down.</summary>
    internal LoadPhase? Phase { get; set; }

    internal UserState State { get; }

    private UserSession Session => LazyInitializer.EnsureInitialized(ref session);

    /// <summary>Whether more has to be done at the end of the iteration than to count it.</summary>
    internal bool HasMoreToEnd => Behaviour is not null || openRequest is not null || failure is not null || session?.MoreOpenRequests is { Count: > 0 };

    /// <summary>The user's own, for requests and WebSockets alike.</summary>
    internal CookieContainer Cookies => LazyInitializer.EnsureInitialized(ref Session.Cookies);

    internal UserSockets Sockets => LazyInitializer.EnsureInitialized(ref Session.Sockets, () => new UserSockets(this));

    /// <summary>The value kept under its type from an earlier step, iteration or set-up.</summary>
    /// <typeparam name="T">The type it was kept under.</typeparam>
    /// <exception cref="InvalidOperationException">Nothing was kept under the type.</exception>
    public T Get<T>() => TryGet<T>(out var value)
        ? value
        : throw new InvalidOperationException($"User {Id} keeps no {typeof(T).Name}. Keep one first with user.Set<{typeof(T).Name}>(…), in BeforeUser or in an earlier step.");

    /// <summary>Whether a value is kept under the type.</summary>
    /// <typeparam name="T">The type it was kept under.</typeparam>
    /// <param name="value">The value.</param>
    public bool TryGet<T>(out T value)
    {
        object? boxed = null;
        var found = session?.Kept?.TryGetValue(typeof(T), out boxed) == true;
        value = found ? (T)boxed! : default!;
        return found;
    }

    /// <summary>Keeps a value under its type for the user's later steps and iterations.</summary>
    /// <typeparam name="T">The type to keep it under.</typeparam>
    /// <param name="value">Replaces an earlier value of the type.</param>
    public void Set<T>(T value) => LazyInitializer.EnsureInitialized(ref Session.Kept, static () => new())[typeof(T)] = value;

    /// <summary>Takes a row of a feed. Thread-safe; neither allocates nor locks.</summary>
    /// <typeparam name="T">One row.</typeparam>
    /// <param name="feed">Made once for all users: in the test's body, or as a static field.</param>
    /// <exception cref="FeedExhaustedException">Each row has been handed out. Left to itself it makes the iteration fail.</exception>
    /// <exception cref="LoadConfigurationException">There are fewer rows than users, and each user shall have its own. Ends the run.</exception>
    public T Next<T>(Feed<T> feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return feed.Next(this);
    }

    /// <summary>Makes the current iteration count as failed without throwing.</summary>
    /// <param name="reason">What went wrong; the same words for the same reason make it readable.</param>
    public void Fail(string reason) => Fail(new Failure("failed check", reason));

    /// <summary>From now on these status codes (≥ 400) are no failures for this user.</summary>
    /// <param name="statusCodes">Such as 404 or 429.</param>
    public void ExpectStatus(params int[] statusCodes)
    {
        ArgumentNullException.ThrowIfNull(statusCodes);
        var expected = Session.ExpectedStatuses ??= new bool[600];
        foreach (var status in statusCodes)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(status, 100, nameof(statusCodes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599, nameof(statusCodes));
            expected[status] = true;
        }
    }

    /// <summary>
    /// The next of the user's random numbers for feeds and behaviours. Not of <see cref="Random"/>, so that neither changes anything else, and thread-safe:
    /// SplitMix64 (Steele, Lea and Flood, 2014), counted on from the plan's seed and the user's number.
    /// </summary>
    internal ulong Draw() => Mix(unchecked(Stream + ((ulong)Interlocked.Increment(ref draws) * Golden)));

    /// <summary>A random number of the user, from 0 to below 1, that depends on the place alone.</summary>
    internal double DrawUnit(long place) => (Mix(unchecked(~Stream + ((ulong)place * Golden))) >> 11) * (1.0 / (1L << 53));

    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private ulong Stream => Mix(((ulong)(uint)Seed << 32) | (uint)Id);

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary><see cref="Draw"/> as a number from 0 to less than 1.</summary>
    internal double DrawShare() => (Draw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Engine clock in nanoseconds.</summary>
    internal long Now() => run.Time.Now;

    internal bool IsExpected(int statusCode) => statusCode < 400 || (statusCode < 600 && session?.ExpectedStatuses?[statusCode] == true);

    /// <summary>Writes a finished request down for the judgement of a rate limit, if the user expects one.</summary>
    internal void LogRateLimit(string name, long start, long end, int statusCode, RetryAfter retryAfter)
    {
        if (session?.ExpectedStatuses?[429] == true)
            run.RateLimits.Add(name, new LimitedRequest(start, end, Id, statusCode, retryAfter));
    }

    /// <summary>Records a finished step or request into its series. Thread-safe.</summary>
    internal void RecordStep(string name, StepKind kind, long start, long end, Failure? failure, int statusCode, long bytesSent, long bytesReceived)
    {
        if (!Unrecorded)
            Phase?.RecordStep(name, kind, start, end, failure, statusCode, bytesSent, bytesReceived);
    }

    /// <summary>Makes the current iteration count as failed; the first failure of an iteration is kept.</summary>
    internal void Fail(Failure reason)
    {
        CurrentTransaction?.Fail(reason);
        Interlocked.CompareExchange(ref failure, reason, null);
    }

    /// <summary>Whether an object is among the values that the user keeps.</summary>
    internal bool Keeps(object value) => session?.Kept?.Values.Contains(value) == true;

    /// <summary>Gives the request of a WebSocket the cookies and headers that a request of <see cref="Http"/> would have.</summary>
    internal void AddHeaders(Uri address, WebSocketRequest request)
    {
        if (session?.Http is { } http)
        {
            foreach (var header in http.DefaultRequestHeaders.NonValidated)
                request.Headers[header.Key] = header.Value.ToString();
        }

        if (Tokens is { } tokens)
        {
            using var carrier = new HttpRequestMessage(HttpMethod.Get, address);
            tokens.Authorize(this, carrier);
            foreach (var header in carrier.Headers.NonValidated)
                request.Headers.TryAdd(header.Key, header.Value.ToString());
        }

        if (session?.Cookies?.GetCookieHeader(address) is { Length: > 0 } cookie)
            request.Headers["Cookie"] = cookie;
    }

    /// <summary>Called by a request that is still open, so that it is closed when the iteration ends. Thread-safe.</summary>
    internal void Track(IOpenRequest request)
    {
        // Nearly always there is one at a time.
        if (Interlocked.CompareExchange(ref openRequest, request, null) is null)
            return;
        lock (State)
            (Session.MoreOpenRequests ??= []).Add(request);
    }

    internal void Untrack(IOpenRequest request)
    {
        if (Interlocked.CompareExchange(ref openRequest, null, request) == request)
            return;
        lock (State)
            session?.MoreOpenRequests?.Remove(request);
    }

    /// <summary>Closes what the iteration left open and takes its failure, if it had one.</summary>
    internal Failure? EndIteration()
    {
        if (openRequest is not null || session?.MoreOpenRequests is { Count: > 0 })
            CloseRequests();
        return failure is null ? null : Interlocked.Exchange(ref failure, null);
    }

    /// <param name="abort">Whether the run was cancelled, so that nobody waits for a proper end.</param>
    internal async ValueTask DisposeAsync(bool abort)
    {
        if (session is null)
            return;
        if (session.Sockets is { } sockets)
            await sockets.CloseAsync(abort).ConfigureAwait(false);
        session.Http?.Dispose();
        session.DirectDispatch?.Dispose();
        if (session.Scope is { } scope)
            await scope.Lifetime.DisposeAsync().ConfigureAwait(false);
    }

    internal static LoadConfigurationException MissingTarget(string what) => new(
    [
        new ConfigurationError(
            what,
            "needs a target and this run has none",
            "Write load.Against(application) or load.Against(\"http://localhost:5000\"), take the application as a class fixture, or set BaseUrl on the attribute."),
    ]);

    private static void CheckName(string name) => ArgumentException.ThrowIfNullOrWhiteSpace(name);

    private void CloseRequests()
    {
        Interlocked.Exchange(ref openRequest, null)?.Close();
        IOpenRequest[] left;
        lock (State)
        {
            left = session?.MoreOpenRequests is { } more ? [.. more] : [];
            session?.MoreOpenRequests?.Clear();
        }

        foreach (var request in left)
            request.Close();
    }
}
