using System.Reflection;
using System.Reflection.Emit;
using FluentAssertions;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>Alone, as the counters are those of the whole process.</summary>
[Collection(nameof(AloneCollection))]
public class RuntimeMonitorTests
{
    [Fact]
    public void Memory_that_is_kept_shows_on_the_heap_and_large_arrays_as_large_objects()
    {
        // What other tests left behind goes before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var readings = new Readings(new RuntimeMonitor());
        var small = Enumerable.Range(0, 10_000).Select(_ => new byte[1000]).ToArray();
        var large = Enumerable.Range(0, 60).Select(_ => new byte[1_000_000]).ToArray();
        GC.Collect();
        readings.Take();
        readings.Growth(Resources.Allocated).Should().BeGreaterThan(70_000_000);
        readings.Growth(Resources.Heap).Should().BeInRange(60_000_000, 85_000_000);
        readings.Growth(Resources.LargeObjects).Should().BeInRange(45_000_000, 70_000_000);
        GC.KeepAlive(small);
        GC.KeepAlive(large);
    }

    [Fact]
    public void Collections_count_with_those_of_higher_generations()
    {
        using var readings = new Readings(new RuntimeMonitor());
        GC.Collect(0, GCCollectionMode.Forced);
        GC.Collect(1, GCCollectionMode.Forced);
        GC.Collect(2, GCCollectionMode.Forced);
        readings.Take();

        // The collector may choose a higher generation than it is asked for.
        readings.Growth(Resources.Gen2).Should().BeGreaterThanOrEqualTo(1);
        readings.Growth(Resources.Gen1).Should().BeGreaterThanOrEqualTo(Math.Max(2, readings.Growth(Resources.Gen2)));
        readings.Growth(Resources.Gen0).Should().BeGreaterThanOrEqualTo(Math.Max(3, readings.Growth(Resources.Gen1)));
        readings.Growth(Resources.GcPause).Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Exceptions_count_once_for_each_throw()
    {
        using var readings = new Readings(new RuntimeMonitor());
        for (var time = 0; time < 250; time++)
            await FluentActions.Awaiting(ThrowAsync).Should().ThrowAsync<InvalidOperationException>();
        readings.Take();

        // It is thrown once, and again where it is awaited; how often that is here is the framework's affair.
        readings.Growth(Resources.Exceptions).Should().BeInRange(500, 3000);

        static async Task ThrowAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Threads_that_wait_for_a_lock_are_counted_with_the_time_they_waited()
    {
        const int Waiters = 8;
        var hold = TimeSpan.FromMilliseconds(100);
        var gate = new object();
        using var readings = new Readings(new RuntimeMonitor());
        var before = Monitor.LockContentionCount;
        Thread[] waiters;
        lock (gate)
        {
            waiters = [.. Enumerable.Range(0, Waiters).Select(_ => new Thread(() =>
            {
                lock (gate)
                {
                }
            }))];
            foreach (var waiter in waiters)
                waiter.Start();
            SpinWait.SpinUntil(() => waiters.All(waiter => (waiter.ThreadState & ThreadState.WaitSleepJoin) != 0), TimeSpan.FromSeconds(30)).Should().BeTrue();
            Thread.Sleep(hold);
        }

        foreach (var waiter in waiters)
            waiter.Join();

        // The runtime tells of them when it gets to it.
        readings.TakeUntil(Resources.LockWait, hold.TotalNanoseconds * Waiters);
        readings.Growth(Resources.LockWait).Should().BeGreaterThan(hold.TotalNanoseconds * Waiters);
        readings.Growth(Resources.LockContentions).Should().BeGreaterThanOrEqualTo(Waiters);
    }

    [Fact]
    public void Timers_and_assemblies_that_are_left_behind_are_counted()
    {
        using var readings = new Readings(new RuntimeMonitor());
        var timers = Enumerable.Range(0, 300).Select(_ => new Timer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan)).ToArray();
        for (var number = 0; number < 30; number++)
            AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Left.Behind.{number}"), AssemblyBuilderAccess.Run).DefineDynamicModule("m");
        readings.Take();

        // A few timers of others end meanwhile.
        readings.Growth(Resources.Timers).Should().BeInRange(280, 320);
        readings.Growth(Resources.Assemblies).Should().BeInRange(30, 35);
        foreach (var timer in timers)
            timer.Dispose();
    }

    [Fact]
    public async Task Threads_that_the_pool_adds_for_blocked_ones_are_starvation()
    {
        using var readings = new Readings(new RuntimeMonitor());
        using var release = new ManualResetEventSlim();
        var blocked = new List<Task>();
        try
        {
            // How many threads the pool makes at once depends on what ran before: more are blocked until it is at its end.
            var limit = DateTime.UtcNow + TimeSpan.FromSeconds(60);
            while (readings.Growth(Resources.PoolStarvation) < 2 && DateTime.UtcNow < limit)
            {
                if (ThreadPool.PendingWorkItemCount == 0)
                    blocked.AddRange(Enumerable.Range(0, 20).Select(_ => Task.Run(release.Wait)));
                Thread.Sleep(10);
                readings.Take();
            }

            readings.Growth(Resources.PoolStarvation).Should().BeInRange(2, blocked.Count + 10);
            readings.All[Resources.PoolQueue]!.Peak.Should().BeGreaterThan(0);
            readings.All[Resources.BusyPoolThreads]!.Peak.Should().BeGreaterThanOrEqualTo(2);
        }
        finally
        {
            release.Set();
            await Task.WhenAll(blocked);
        }
    }

    [Fact]
    public void A_sample_allocates_next_to_nothing()
    {
        using var monitor = new RuntimeMonitor();
        monitor.Start();
        var samples = new ResourceSamples(1000);
        Sample(20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sample(100);

        // Some 300 bytes and the list of assemblies after a collection, of which there is one now and then.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).Should().BeLessThan(200);

        void Sample(int times)
        {
            for (var time = 0; time < times; time++)
            {
                monitor.Sample(samples);
                samples.EndMoment();
            }
        }
    }
}
