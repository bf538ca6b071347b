using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>The thread that starts what the timer lets go. The test plays the timer.</summary>
public sealed class StartThreadTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly StartThread starts = new();
    private readonly ManualResetEventSlim let = new();
    private bool disposed;

    [Fact]
    public void Work_runs_on_the_one_thread_in_order()
    {
        var threads = new List<int>();
        using var all = new CountdownEvent(3);
        for (var i = 0; i < 3; i++)
            starts.Add(new Work(() =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                all.Signal();
            }));
        starts.Release();

        Assert.True(all.Wait(Soon));
        Assert.Single(threads.Distinct());
    }

    [Fact]
    public void What_waits_behind_code_that_holds_the_thread_goes_to_the_pool_at_the_next_look()
    {
        using var held = new ManualResetEventSlim();
        using var behind = new ManualResetEventSlim();
        var onPool = false;
        starts.Add(new Work(() =>
        {
            held.Set();
            let.Wait();
        }));
        starts.Release();
        Assert.True(held.Wait(Soon));
        starts.Add(new Work(() =>
        {
            onPool = Thread.CurrentThread.IsThreadPoolThread;
            behind.Set();
        }));
        starts.Release();
        Assert.True(starts.HasBacklog);

        starts.Relieve();

        Assert.True(behind.Wait(Soon));
        Assert.True(onPool);
        Assert.False(starts.HasBacklog);
    }

    [Fact]
    public void Once_known_to_be_held_the_thread_is_given_nothing_more()
    {
        using var held = new ManualResetEventSlim();
        using var further = new ManualResetEventSlim();
        starts.Add(new Work(() =>
        {
            held.Set();
            let.Wait();
        }));
        starts.Release();
        Assert.True(held.Wait(Soon));
        starts.Relieve();
        starts.Relieve();

        starts.Add(new Work(further.Set));

        Assert.True(further.Wait(Soon));
    }

    [Fact]
    public async Task Code_that_holds_the_thread_does_not_hold_up_the_end()
    {
        using var held = new ManualResetEventSlim();
        starts.Add(new Work(() =>
        {
            held.Set();
            let.Wait();
        }));
        starts.Release();
        Assert.True(held.Wait(Soon));

        disposed = true;
        await Task.Run(starts.Dispose).WaitAsync(Soon);
    }

    public void Dispose()
    {
        let.Set();
        if (!disposed)
            starts.Dispose();
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
