namespace PerfAssert.Tests.Monitoring;

/// <summary>A monitor that does what a test tells it, and remembers what it was asked.</summary>
internal sealed class FakeMonitor(Action<FakeMonitor, ResourceSamples>? sample = null) : IDatabaseMonitor, IRedisMonitor
{
    public static readonly Resource Number = new("samples so far", MetricUnit.Count, ResourceKind.Total);

    private int samples;
    private int disposed;

    public string Name { get; init; } = "fake";

    public Action OnStart { get; init; } = () => { };

    public Func<DatabaseReport?> OnReport { get; init; } = () => null;

    public RedisReport? Redis { get; init; }

    public int Samples => Volatile.Read(ref samples);

    public int Disposed => Volatile.Read(ref disposed);

    public List<int> Threads { get; } = [];

    public void Start()
    {
        Threads.Add(Environment.CurrentManagedThreadId);
        OnStart();
    }

    public void Sample(ResourceSamples samples)
    {
        Threads.Add(Environment.CurrentManagedThreadId);
        Interlocked.Increment(ref this.samples);
        if (sample is null)
            samples.Add(Number, Samples);
        else
            sample(this, samples);
    }

    IReadOnlyList<DatabaseReport> IDatabaseMonitor.Report() => OnReport() is { } report ? [report] : [];

    RedisReport? IRedisMonitor.Report() => Redis;

    public void Dispose() => Interlocked.Increment(ref disposed);
}
