using System.Diagnostics;
using FluentAssertions;
using FluentAssertions.Execution;
using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>Real threads and real time, so what is counted is bounded from below only, and waits are for events.</summary>
public class MonitorSessionTests
{
    private static readonly LoadPlan Plan = EngineRun.Closed(1, TimeSpan.FromSeconds(1)) with { MonitorInterval = TimeSpan.FromMilliseconds(1) };

    /// <summary>Nothing here takes so long but on a machine that is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Samples_at_the_start_in_between_and_at_the_end_on_one_thread_that_is_not_the_pool_s()
    {
        var pool = new List<bool>();
        var monitor = new FakeMonitor((fake, samples) =>
        {
            pool.Add(Thread.CurrentThread.IsThreadPoolThread || !MonitorSession.IsCurrentThread);
            samples.Add(FakeMonitor.Number, fake.Samples);
        });
        var watched = await RunAsync([monitor], () => Reaches(monitor, 5));

        var series = watched.Resources["samples so far"]!;
        series.Samples[0].Should().Be(new ResourceSample(TimeSpan.Zero, 1));
        series.Samples.Should().HaveCount(monitor.Samples).And.BeInAscendingOrder(sample => sample.At);
        series.Growth.Should().Be(monitor.Samples - 1);
        monitor.Threads.Distinct().Should().ContainSingle();
        pool.Should().NotContain(true);
        monitor.Disposed.Should().Be(1);
        watched.Problems.Should().BeEmpty();
        MonitorSession.IsCurrentThread.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_is_sampled_before_the_measurement_nor_after_it()
    {
        var monitor = new FakeMonitor();
        await using var session = new MonitorSession(Of(() => monitor), Plan);
        await session.StartAsync(default);
        monitor.Samples.Should().Be(0);
        await session.ResumeAsync(default);
        await Reaches(monitor, 2);
        await session.PauseAsync(default);
        var samples = monitor.Samples;
        await Task.Delay(20);
        await session.FinishAsync(default);
        monitor.Samples.Should().Be(samples);
    }

    [Fact]
    public async Task What_happens_between_two_turns_counts_as_if_it_had_not_happened()
    {
        var total = new Resource("total", MetricUnit.Count, ResourceKind.Total);
        var level = new Resource("level", MetricUnit.Count, ResourceKind.Level);
        double value = 100;
        var monitor = new FakeMonitor((_, samples) =>
        {
            samples.Add(total, value);
            samples.Add(level, value);
        });
        await using var session = new MonitorSession(Of(() => monitor), Plan with { MonitorInterval = TimeSpan.FromMinutes(1) });
        await session.StartAsync(default);
        await session.ResumeAsync(default);
        value += 10;
        await session.PauseAsync(default);
        value += 1000;
        await session.ResumeAsync(default);
        value += 5;
        await session.PauseAsync(default);
        var watched = await session.FinishAsync(default);

        using var scope = new AssertionScope();
        watched.Resources["total"]!.Samples.Select(sample => sample.Value).Should().Equal(100, 110, 115);
        watched.Resources["level"]!.Samples.Select(sample => sample.Value).Should().Equal(100, 110, 1115);
        watched.Resources["total"]!.Samples.Should().BeInAscendingOrder(sample => sample.At);
    }

    [Fact]
    public async Task A_monitor_that_throws_is_left_out_from_there_on_and_the_others_go_on()
    {
        var broken = new FakeMonitor((fake, samples) =>
        {
            if (fake.Samples == 2)
                throw new IOException("the server has gone");
            samples.Add(Resources.Threads, 7);
        })
        { Name = "broken server" };
        var sound = new FakeMonitor();
        var watched = await RunAsync([broken, sound], () => Reaches(sound, 5));

        broken.Samples.Should().Be(2);
        broken.Disposed.Should().Be(1);
        watched.Resources[Resources.Threads]!.Samples.Should().ContainSingle();
        watched.Resources["samples so far"]!.Samples.Should().HaveCountGreaterThanOrEqualTo(5);
        watched.Problems.Should().ContainSingle().Which.Should().StartWith("broken server was watched until ").And.EndWith(" only: the server has gone");
    }

    [Fact]
    public async Task One_that_cannot_be_made_or_started_is_told_of()
    {
        var unstartable = new FakeMonitor { Name = "shut door", OnStart = () => throw new InvalidOperationException("nobody is in") };
        var sound = new FakeMonitor();
        await using var session = new MonitorSession(Of(() => throw new InvalidOperationException("no idea"), () => unstartable, () => sound), Plan);
        await session.StartAsync(default);
        await session.ResumeAsync(default);
        await session.PauseAsync(default);
        var watched = await session.FinishAsync(default);

        unstartable.Samples.Should().Be(0);
        unstartable.Disposed.Should().Be(1);
        sound.Samples.Should().BeGreaterThanOrEqualTo(2);
        watched.Problems.Should().Equal("A monitor could not be watched: no idea", "shut door could not be watched: nobody is in");
    }

    [Fact]
    public async Task One_that_hangs_holds_up_the_end_by_a_second_and_keeps_what_was_read_before()
    {
        using var release = new ManualResetEventSlim();
        var hanging = new FakeMonitor((fake, samples) =>
        {
            if (fake.Samples == 3)
                release.Wait();
            samples.Add(FakeMonitor.Number, fake.Samples);
        })
        { Name = "sleepy server" };
        var session = new MonitorSession(Of(() => hanging), Plan);
        await session.StartAsync(default);
        await session.ResumeAsync(default);
        await Reaches(hanging, 3);
        var clock = Stopwatch.StartNew();
        await session.PauseAsync(default);
        var watched = await session.FinishAsync(default);
        await session.DisposeAsync();
        var took = clock.Elapsed;

        // It waits for one second in all, not for one in each of its steps. The rest is for a machine that is busy with other things.
        took.Should().BeGreaterThan(TimeSpan.FromSeconds(0.9)).And.BeLessThan(TimeSpan.FromSeconds(2.9));
        watched.Resources["samples so far"]!.Samples.Should().HaveCount(2);
        watched.Problems.Should().Equal("sleepy server did not answer within 1 s: nothing was watched from there on");
        hanging.Disposed.Should().Be(0);

        release.Set();
        await Until(() => hanging.Disposed == 1);
        hanging.Samples.Should().Be(3);
    }

    [Fact]
    public async Task A_cancelled_run_does_not_wait_a_second_for_it()
    {
        using var release = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var hanging = new FakeMonitor((_, _) => release.Wait(Patience));
        var session = new MonitorSession(Of(() => hanging), Plan);
        await session.StartAsync(stop.Token);
        var resuming = session.ResumeAsync(stop.Token);
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await resuming;
        await session.PauseAsync(stop.Token);
        var watched = await session.FinishAsync(stop.Token);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(0.9));
        watched.Problems.Should().ContainSingle();
        release.Set();
        await Until(() => hanging.Disposed == 1);
    }

    [Fact]
    public async Task What_it_knows_of_a_database_is_asked_after_the_last_sample()
    {
        var order = new List<string>();
        var monitor = new FakeMonitor((_, _) => order.Add("sample"))
        {
            OnReport = () =>
            {
                order.Add("report");
                return new DatabaseReport { Name = "shop" };
            },
            Redis = new RedisReport { Name = "cache", Commands = 1, MeanTime = default, HitRate = 1, PeakMemory = 1, PeakClients = 1, EvictedKeys = 0 },
        };
        var silent = new FakeMonitor { Name = "silent", OnReport = () => throw new TimeoutException("too busy") };
        var watched = await RunAsync([monitor, silent], () => Reaches(monitor, 2));

        watched.Databases.Should().ContainSingle().Which.Name.Should().Be("shop");
        watched.Redis.Should().ContainSingle().Which.Name.Should().Be("cache");
        order.Count(what => what == "report").Should().Be(1);
        order.Should().HaveElementAt(order.Count - 1, "report");
        watched.Problems.Should().Equal("silent told nothing at the end: too busy");
    }

    [Fact]
    public async Task Without_monitors_there_is_no_thread_and_nothing_to_wait_for()
    {
        var watched = await RunAsync([], () => Task.CompletedTask);
        watched.Should().BeEquivalentTo(Watched.Nothing);
    }

    private static async Task<Watched> RunAsync(IReadOnlyList<FakeMonitor> monitors, Func<Task> load)
    {
        var session = new MonitorSession(Of([.. monitors.Select(monitor => (Func<IMonitor>)(() => monitor))]), Plan);
        await using var end = session.ConfigureAwait(false);
        await session.StartAsync(default);
        await session.ResumeAsync(default);
        await load();
        await session.PauseAsync(default);
        return await session.FinishAsync(default);
    }

    private static RunMonitors Of(params Func<IMonitor>[] sources) => new(sources, null);

    private static Task Reaches(FakeMonitor monitor, int samples) => Until(() => monitor.Samples >= samples);

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(1, limit.Token);
    }
}
