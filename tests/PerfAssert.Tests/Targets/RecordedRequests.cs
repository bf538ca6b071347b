using System.Collections.Concurrent;
using Xunit;

namespace PerfAssert.Tests.Targets;

/// <summary>A request log that keeps what it is given, with a clock that ticks once per look.</summary>
internal sealed class RecordedRequests : IRequestLog
{
    private readonly ConcurrentQueue<RequestRecord> requests = [];
    private readonly HashSet<int> expected = [];
    private long now;

    public IReadOnlyList<RequestRecord> All => [.. requests];

    public RequestRecord Single => Assert.Single(requests);

    public ConcurrentQueue<Failure> IterationFailures { get; } = [];

    public ConcurrentDictionary<IOpenRequest, bool> Open { get; } = [];

    public CancellationToken CancellationToken { get; set; }

    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public long Now() => Interlocked.Increment(ref now);

    public void Record(in RequestRecord request) => requests.Enqueue(request);

    public void Fail(Failure failure) => IterationFailures.Enqueue(failure);

    public bool IsExpected(int statusCode) => statusCode < 400 || expected.Contains(statusCode);

    public void Expect(int statusCode) => expected.Add(statusCode);

    public void Track(IOpenRequest request) => Open[request] = true;

    public void Untrack(IOpenRequest request) => Open.TryRemove(request, out _);

    /// <summary>What the engine does when an iteration ends.</summary>
    public void EndIteration()
    {
        foreach (var request in Open.Keys)
            request.Close();
    }
}
