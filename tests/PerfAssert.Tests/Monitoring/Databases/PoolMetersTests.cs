using System.Diagnostics.Metrics;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

/// <summary>Alone, because meters are the process's.</summary>
[Collection(nameof(AloneCollection))]
public class PoolMetersTests
{
    [Theory]
    [InlineData("db.client.connection.count", "db.client.connection.max", "db.client.connection.npgsql.pending_requests", "db.client.connection.npgsql.timeouts", "db.client.connection.pool.name", "db.client.connection.state")]
    [InlineData("db.client.connections.usage", "db.client.connections.max", "db.client.connections.pending_requests", "db.client.connections.timeouts", "pool.name", "state")]
    public async Task A_pool_of_Npgsql_tells_what_is_in_use_who_waits_and_for_how_long(string count, string max, string pending, string timeouts, string poolTag, string stateTag)
    {
        using var meter = new Meter("Npgsql");
        KeyValuePair<string, object?> pool = new(poolTag, "shop");
        var (used, idle) = (3, 2);
        meter.CreateObservableUpDownCounter(count, () => new Measurement<int>[] { new(idle, pool, new(stateTag, "idle")), new(used, pool, new(stateTag, "used")) });
        meter.CreateObservableUpDownCounter(max, () => new Measurement<int>(5, pool));
        var waiters = meter.CreateUpDownCounter<int>(pending);
        var gaveUp = meter.CreateCounter<int>(timeouts);
        using var meters = new PoolMeters();

        meters.Ask();
        Assert.Equal(0, Assert.Single(meters.Pools).Report()!.Wait!.Count);
        (used, idle) = (5, 0);
        meters.Ask();
        var let = new TaskCompletionSource();
        Task[] waiting = [.. Enumerable.Range(0, 4).Select(_ => WaitAsync())];
        gaveUp.Add(1, pool);
        await Task.Delay(20);
        let.SetResult();
        await Task.WhenAll(waiting);
        used = 1;
        meters.Ask();

        var report = Assert.Single(meters.Pools).Report()!;
        Assert.Equal(("shop", 5, 5, 4, 1), (report.Name, report.MaxSize, report.PeakInUse, report.PeakWaiters, report.Timeouts));
        Assert.Equal(4, report.Wait!.Count);
        Assert.InRange(report.Wait.Min.TotalMilliseconds, 15, 10_000);

        // As Npgsql does: both ends in one asynchronous method.
        async Task WaitAsync()
        {
            waiters.Add(1, pool);
            await let.Task;
            waiters.Add(-1, pool);
        }
    }

    [Fact]
    public void A_restart_forgets_what_was_but_not_what_is()
    {
        using var meter = new Meter("MySqlConnector");
        var usage = meter.CreateUpDownCounter<int>("db.client.connections.usage");
        var waits = meter.CreateHistogram<double>("db.client.connections.wait_time", "s");
        using var meters = new PoolMeters();
        KeyValuePair<string, object?> pool = new("pool.name", "shop"), used = new("state", "used");
        usage.Add(7, pool, used);
        usage.Add(-4, pool, used);
        waits.Record(0.25, pool);
        waits.Record(0.0001, pool);
        var tally = Assert.Single(meters.Pools);
        var before = tally.Report()!;

        tally.Restart();
        var after = tally.Report()!;

        Assert.Equal((7, 1, 250), (before.PeakInUse, before.Wait!.Count, Math.Round(before.Wait.Max.TotalMilliseconds)));
        Assert.Equal((3, 0), (after.PeakInUse, after.Wait!.Count));
        Assert.Equal(3, after.MeanInUse, 6);
    }

    [Fact]
    public void An_instrument_that_fails_does_not_harm()
    {
        using var meter = new Meter("Npgsql");
        meter.CreateObservableUpDownCounter<int>("db.client.connection.count", Disposed);
        using var meters = new PoolMeters();

        meters.Ask();

        Assert.Empty(meters.Pools);

        static int Disposed() => throw new InvalidOperationException("disposed");
    }
}
