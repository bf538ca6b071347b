namespace PerfAssert.Tests.Monitoring;

/// <summary>Has a monitor sample when a test says so.</summary>
internal sealed class Readings : IDisposable
{
    private readonly ResourceSamples samples = new();
    private readonly IMonitor monitor;

    public Readings(IMonitor monitor)
    {
        this.monitor = monitor;
        monitor.Start();
        Take();
    }

    public ResourceCollection All => samples.Collect();

    /// <summary>Takes another sample, a second later as the series see it.</summary>
    public Readings Take()
    {
        monitor.Sample(samples);
        samples.EndMoment();
        samples.At += TimeSpan.FromSeconds(1);
        return this;
    }

    /// <summary>Takes samples until a resource has grown so much.</summary>
    public void TakeUntil(Resource resource, double growth)
    {
        var limit = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (Growth(resource) < growth && DateTime.UtcNow < limit)
        {
            Thread.Sleep(10);
            Take();
        }
    }

    public double Growth(Resource resource) => All[resource]?.Growth ?? double.NaN;

    public void Dispose() => monitor.Dispose();
}
