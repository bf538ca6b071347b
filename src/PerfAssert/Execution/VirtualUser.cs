namespace PerfAssert;

/// <summary>STUB by the engine's author: signatures of public members are final.</summary>
public sealed class VirtualUser
{
    internal VirtualUser(int id) => Id = id;
    /// <summary>Number of the user, from 1.</summary>
    public int Id { get; }
    /// <summary>Number of the user's current iteration, from 0, warm-up included.</summary>
    public long Iteration { get; internal set; }
    /// <summary>The user's own random source, seeded by the plan's seed and the user's number.</summary>
    public Random Random { get; } = new();
    /// <summary>The user's own HTTP client (own cookies; shared connections) to the target; every request is a step of its own.</summary>
    public HttpClient Http => throw new NotImplementedException();
    /// <summary>The user's DI scope of the in-process application.</summary>
    public IServiceProvider Services => throw new NotImplementedException();
    /// <summary>Cancelled when the load has ended and the graceful stop is over, or the run is cancelled.</summary>
    public CancellationToken CancellationToken => throw new NotImplementedException();
    /// <summary>A value kept under its type from an earlier step or iteration.</summary>
    public T Get<T>() => throw new NotImplementedException();
    /// <summary>Whether a value of the type was kept.</summary>
    public bool TryGet<T>(out T value) => throw new NotImplementedException();
    /// <summary>Keeps a value for the user's later steps and iterations.</summary>
    public void Set<T>(T value) => throw new NotImplementedException();
    /// <summary>Times a named part of the iteration. Steps may be nested and may run side by side.</summary>
    public Task StepAsync(string name, Func<Task> action) => throw new NotImplementedException();
    /// <summary>Times a named part of the iteration and hands on its result.</summary>
    public Task<T> StepAsync<T>(string name, Func<Task<T>> action) => throw new NotImplementedException();
    /// <summary>Times a named synchronous part of the iteration.</summary>
    public void Step(string name, Action action) => throw new NotImplementedException();
    /// <summary>Times a named synchronous part of the iteration and hands on its result.</summary>
    public T Step<T>(string name, Func<T> action) => throw new NotImplementedException();
    /// <summary>Waits inside an iteration with the engine's precise timer.</summary>
    public ValueTask PauseAsync(TimeSpan pause) => throw new NotImplementedException();
    /// <summary>Makes the current iteration count as failed without throwing.</summary>
    public void Fail(string reason) => throw new NotImplementedException();
    /// <summary>From now on this status code (≥ 400) is no failure for this user.</summary>
    public void ExpectStatus(params int[] statusCodes) => throw new NotImplementedException();

    // --- for Targets/ (the measuring HTTP handler) and the adapters ---
    internal ILoadTarget? Target { get; set; }
    internal TimeSpan RequestTimeout { get; set; }
    /// <summary>Engine clock in nanoseconds.</summary>
    internal long Now() => throw new NotImplementedException();
    /// <summary>Records a finished step or request into its series. Thread-safe.</summary>
    internal void RecordStep(string name, StepKind kind, long start, long end, Failure? failure, int statusCode, long bytesSent, long bytesReceived) => throw new NotImplementedException();
    /// <summary>Makes the current iteration count as failed; the first failure of an iteration is kept.</summary>
    internal void Fail(Failure failure) => throw new NotImplementedException();
    internal bool IsExpected(int statusCode) => statusCode < 400 || Id == 0;
    /// <summary>Called by a request that is still open, so that it is closed when the iteration ends. Thread-safe.</summary>
    internal void Track(IOpenRequest request) => throw new NotImplementedException();
    internal void Untrack(IOpenRequest request) => throw new NotImplementedException();
    /// <summary>The adapter's own state of the user (the test class instance).</summary>
    internal object? Instance { get; set; }
}
