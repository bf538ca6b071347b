using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;

namespace PerfAssert.Diagnostics.Tests;

/// <summary>Real leaks of this process, one per iteration, found and named by the whole procedure.</summary>
[Collection(nameof(Alone))]
public sealed class LeakTests : IDisposable
{
    private readonly ConcurrentBag<object> kept = [];
    private readonly ManualResetEventSlim released = new();

    public void Dispose()
    {
        released.Set();
        foreach (var disposable in kept.OfType<IDisposable>())
            disposable.Dispose();
        released.Dispose();
    }

    /// <summary>Iterations: none of the leaks may need more than the 2,000 that a check has.</summary>
    private static async Task<LeakReport> CheckAsync(Func<VirtualUser, Task> iteration, long iterations = 2_000, string warmUp = "200ms")
    {
        var load = new LoadRun(new LoadSettings { Name = "leaks", Users = 4, Iterations = iterations, WarmUp = warmUp, LeakCheck = true, AllowDebugBuild = true });
        return (await load.RunAsync(iteration)).Leaks!;
    }

    private static LeakTrend Leak(LeakReport report, Resource resource)
        => report.Trends.SingleOrDefault(trend => trend.Resource == resource && trend.IsLeaking)
            ?? throw new Xunit.Sdk.XunitException($"{resource} does not leak: {string.Join("; ", LeakText.Sentences(report))}");

    [Fact]
    public async Task A_kilobyte_per_iteration_is_found_and_its_type_is_named()
    {
        var report = await CheckAsync(user =>
        {
            kept.Add(new byte[1024]);
            return Task.CompletedTask;
        });

        var heap = Leak(report, Resources.Heap);
        heap.GrowthPerIteration.Should().BeInRange(1024, 1300, "a bag holds the array beside its header and its place");
        heap.Shape.Should().Be(GrowthShape.Linear);
        report.Iterations.Should().BeLessThanOrEqualTo(2_000);
        report.Types[0].Type.Should().Be("System.Byte[]");
        report.Types[0].Instances.Should().BeInRange(900, 1_100);
    }

    [Fact]
    public async Task A_timer_of_each_iteration_is_named_by_its_callback()
    {
        var report = await CheckAsync(user =>
        {
            kept.Add(new Timer(Expire, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan));
            return Task.CompletedTask;
        });

        var timers = Leak(report, Resources.Timers);
        timers.GrowthPerIteration.Should().Be(1);
        timers.Growing[0].Should().StartWith("PerfAssert.Diagnostics.Tests.LeakTests.Expire +");
    }

    [Fact]
    public async Task A_delay_that_nobody_ends_is_named_by_what_it_is_for()
    {
        var report = await CheckAsync(user =>
        {
            kept.Add(new CancellationTokenSource(TimeSpan.FromHours(1)));
            return Task.CompletedTask;
        });

        Leak(report, Resources.Timers).Growing[0].Should().StartWith("System.Threading.CancellationTokenSource +");
    }

    [Fact]
    public async Task A_handle_of_each_iteration_is_named_by_its_kind()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var file = Path.Combine(AppContext.BaseDirectory, "PerfAssert.dll");
        var report = await CheckAsync(user =>
        {
            kept.Add(File.OpenHandle(file));
            return Task.CompletedTask;
        }, iterations: 400);

        var handles = Leak(report, Resources.Handles);
        handles.GrowthPerIteration.Should().Be(1);
        handles.Growing[0].Should().StartWith($"file {file} +");
    }

    [Fact]
    public async Task A_thread_of_each_iteration_is_named()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var report = await CheckAsync(user =>
        {
            new Thread(() => released.Wait()) { IsBackground = true, Name = "cart-expiry" }.Start();
            return Task.CompletedTask;
        }, iterations: 120);

        var threads = Leak(report, Resources.Threads);
        threads.GrowthPerIteration.Should().BeApproximately(1, 0.2, "a thread of the runtime or of the pool may come or go meanwhile");
        threads.Growing[0].Should().StartWith("\"cart-expiry\" +");
    }

    [Fact]
    public async Task Native_memory_that_is_not_freed_is_found()
    {
        var blocks = new ConcurrentBag<nint>();
        try
        {
            var report = await CheckAsync(user =>
            {
                var block = System.Runtime.InteropServices.Marshal.AllocHGlobal(16 * 1024);
                unsafe
                {
                    new Span<byte>((void*)block, 16 * 1024).Fill(1);
                }

                blocks.Add(block);
                return Task.CompletedTask;
            });

            Leak(report, Resources.NativeMemory).GrowthPerIteration.Should().BeInRange(15_000, 18_000);
        }
        finally
        {
            foreach (var block in blocks)
                System.Runtime.InteropServices.Marshal.FreeHGlobal(block);
        }
    }

    [Fact]
    public async Task More_with_every_iteration_is_accelerating()
    {
        var count = 0;
        var report = await CheckAsync(user =>
        {
            kept.Add(new byte[64 + (4 * Interlocked.Increment(ref count))]);
            return Task.CompletedTask;
        }, warmUp: "0s");

        Leak(report, Resources.Heap).Shape.Should().Be(GrowthShape.Accelerating);
    }

    [Fact]
    public async Task Garbage_pools_and_a_full_cache_are_no_leak()
    {
        var cache = new ConcurrentDictionary<int, byte[]>();
        var report = await CheckAsync(async user =>
        {
            var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(user.Random.Next(1, 100_000));
            cache.GetOrAdd(user.Random.Next(300), _ => new byte[2_000]);
            await Task.Yield();
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
            GC.KeepAlive(new byte[5_000]);
        });

        report.IsLeaking.Should().BeFalse(string.Join("; ", LeakText.Sentences(report)));
    }

    private static void Expire(object? state)
    {
    }
}
