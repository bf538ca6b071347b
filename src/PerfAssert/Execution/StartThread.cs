using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>
/// Runs what the timer lets go, on a thread of its own: the thread pool would wake two of its threads for each release, which is most
/// of what waiting costs. Code that holds the thread holds nobody else: what is left behind it at the timer's next look goes to the pool.
/// </summary>
internal sealed class StartThread : IDisposable
{
    private const long Long = 60 * EngineTime.Second;

    private readonly ConcurrentQueue<IThreadPoolWorkItem> ready = new();
    private readonly PreciseWaiter waiter = PreciseWaiter.Create();
    private readonly Thread thread;
    private long finished;
    private long finishedBefore = -1;
    private bool heldBefore;
    private int owners = 2;
    private volatile bool asleep;
    private volatile bool running;
    private volatile bool disposed;

    public StartThread()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "PerfAssert starts" };
        thread.Start();
    }

    /// <summary>Whether anything still waits for the thread. Work that a sleeping thread has just been given and has all for itself does not count.</summary>
    public bool HasBacklog => running ? !ready.IsEmpty : ready.Count > 1;

    /// <summary>Adds work; <see cref="Release"/> starts it. Called by the timer only.</summary>
    public void Add(IThreadPoolWorkItem item)
    {
        if (heldBefore)
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        else
            ready.Enqueue(item);
    }

    /// <summary>Wakes the thread when there is work. Called by the timer only, before it sleeps.</summary>
    public void Release()
    {
        if (!asleep || ready.IsEmpty)
            return;
        asleep = false;
        waiter.Wake();
    }

    /// <summary>Takes over what the thread has not got round to since the last look. Called by the timer only, after it has slept.</summary>
    public void Relieve()
    {
        var now = Volatile.Read(ref finished);
        heldBefore = running && now == finishedBefore;
        finishedBefore = now;
        while (ready.TryDequeue(out var item))
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
    }

    /// <summary>Ends the thread, and leaves it behind when code under test holds it.</summary>
    public void Dispose()
    {
        Relieve();
        disposed = true;
        waiter.Wake();
        Leave();
        if (!running)
            thread.Join();
    }

    private void Run()
    {
        while (!disposed)
        {
            running = true;
            while (ready.TryDequeue(out var item))
            {
                item.Execute();
                Volatile.Write(ref finished, finished + 1);
            }

            running = false;
            asleep = true;
            Interlocked.MemoryBarrier();

            // Work that came while the thread made up its mind to sleep woke nobody.
            if (ready.IsEmpty && !disposed)
                waiter.Wait(Long);
            asleep = false;
        }

        Leave();
    }

    /// <summary>The last one to leave closes the waiter.</summary>
    private void Leave()
    {
        if (Interlocked.Decrement(ref owners) == 0)
            waiter.Dispose();
    }
}
