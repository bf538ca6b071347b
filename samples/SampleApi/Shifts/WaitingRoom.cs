using System.Diagnostics;

namespace SampleApi.Shifts;

/// <summary>
/// Waits as for a database on another machine: no thread, no CPU. <see cref="Task.Delay(TimeSpan)"/> would not do: its clock moves in
/// steps of 4 ms on many Linux machines, and requests that follow each other start with a step, so that 30 and 32 ms were the same.
/// One thread looks every millisecond or so, while somebody waits.
/// </summary>
internal sealed class WaitingRoom : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private readonly Thread thread;
    private bool closed;

    public WaitingRoom()
    {
        thread = new Thread(CallThoseWhoAreDue) { IsBackground = true, Name = "waiting room" };
        thread.Start();
    }

    public Task WaitAsync(TimeSpan time)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        lock (waiting)
        {
            waiting.Enqueue(waiter, due);
            if (waiting.Count == 1)
                Monitor.Pulse(waiting);
        }

        return waiter.Task;
    }

    public void Dispose()
    {
        lock (waiting)
        {
            closed = true;
            Monitor.Pulse(waiting);
        }

        thread.Join();
    }

    private void CallThoseWhoAreDue()
    {
        while (true)
        {
            lock (waiting)
            {
                while (waiting.Count == 0 && !closed)
                    Monitor.Wait(waiting);
                if (closed)
                    return;
                while (waiting.TryPeek(out var first, out var due) && due <= Stopwatch.GetTimestamp())
                {
                    waiting.Dequeue();
                    first.SetResult();
                }
            }

            Thread.Sleep(Look);
        }
    }
}
