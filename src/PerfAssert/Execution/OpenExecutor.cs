using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>
/// The open model: iterations start on a schedule. One that is due while no user is free waits with its response time counting, and is
/// dropped when it has waited for <see cref="OpenWorkload.MaxStartDelay"/>.
/// </summary>
internal sealed class OpenExecutor : TimerNode, IExecutor
{
    private readonly LoadPhase phase;
    private readonly EngineTime time;
    private readonly IReadOnlyList<VirtualUser> users;
    private readonly ArrivalSchedule schedule;
    private readonly IdleUsers idle;
    private readonly ConcurrentQueue<long> waiting = new();
    private readonly long origin;
    private readonly long maxStartDelay;
    private readonly Latch done;
    private long next;
    private long due;
    private int outstanding;
    private int running;
    private volatile bool exhausted;
    private volatile bool finished;

    public OpenExecutor(LoadPhase phase, OpenWorkload workload, LoadPlan plan, IReadOnlyList<VirtualUser> users, long origin)
    {
        this.phase = phase;
        this.users = users;
        this.origin = origin;
        time = phase.Time;
        schedule = new ArrivalSchedule(workload.Stages, workload.Arrivals, plan.Seed);
        maxStartDelay = EngineTime.Nanoseconds(workload.MaxStartDelay);
        idle = new IdleUsers(users.Count);
        done = new Latch(time);
    }

    public int ActiveUsers => Math.Min(users.Count, Volatile.Read(ref outstanding));

    public int PeakUsers { get; private set; }

    /// <summary>Arrivals that were due, started or not.</summary>
    public long Arrived => Volatile.Read(ref due);

    public double AskedUserTime(long now) => 0;

    public ValueTask RunAsync()
    {
        running = users.Count;
        foreach (var user in users)
            _ = RunUserAsync(user);
        if (schedule.TryNext(out var offset))
            time.Schedule(this, next = origin + offset);
        else
            Exhaust();
        return done.WaitAsync();
    }

    public void Stop()
    {
        phase.Stop();
        if (time.Cancel(this))
            Exhaust();
    }

    public void Abandon() => done.Open();

    /// <summary>Starts everything that is due.</summary>
    public override void Fire(long now)
    {
        while (!phase.Stopping && next <= now)
        {
            Arrive(next);
            if (!schedule.TryNext(out var offset))
            {
                Exhaust();
                return;
            }

            next = origin + offset;
        }

        if (phase.Stopping)
            Exhaust();
        else
            time.Schedule(this, next);
    }

    private void Arrive(long intended)
    {
        Interlocked.Increment(ref due);
        PeakUsers = Math.Max(PeakUsers, Math.Min(users.Count, Interlocked.Increment(ref outstanding)));
        if (waiting.IsEmpty && idle.TryPop(out var user))
        {
            Dispatch(user, intended, delayed: false);
            return;
        }

        if (maxStartDelay == 0)
        {
            phase.CountDropped();
            Finish();
            return;
        }

        waiting.Enqueue(intended);

        // A user that became idle meanwhile did not see it.
        ServeWaiting();
    }

    private void Dispatch(int user, long intended, bool delayed)
    {
        users[user].State.Intended = intended;
        users[user].State.Delayed = delayed;
        users[user].Signal.Set();
    }

    /// <summary>Brings waiting arrivals and idle users together, whoever came last.</summary>
    private void ServeWaiting()
    {
        while (!waiting.IsEmpty && idle.TryPop(out var user))
        {
            if (TryTakeWaiting(out var intended))
                Dispatch(user, intended, delayed: true);
            else
                idle.Push(user);
        }
    }

    private bool TryTakeWaiting(out long intended)
    {
        while (waiting.TryDequeue(out intended))
        {
            if (time.Now - intended < maxStartDelay && !phase.Token.IsCancellationRequested)
                return true;
            phase.CountDropped();
            Finish();
        }

        return false;
    }

    private async Task RunUserAsync(VirtualUser user)
    {
        var state = user.State;
        while (true)
        {
            var assigned = user.Signal.PrepareWait();
            idle.Push(user.Id - 1);
            ServeWaiting();
            if (finished)
                Dismiss();
            await assigned.ConfigureAwait(false);
            if (state.Intended < 0)
                break;

            var intended = state.Intended;
            var start = time.Now;
            var lag = state.Delayed ? -1 : start - intended;
            if (state.Delayed)
                phase.CountDelayed();
            do
            {
                if (phase.Begin(user, intended, start, lag, out var rest))
                {
                    Exception? thrown = null;
                    try
                    {
                        await rest.ConfigureAwait(false);
                    }
                    catch (Exception exception)
                    {
                        thrown = exception;
                    }

                    phase.Complete(user, lag, thrown);
                }

                Finish();
                lag = -1;
                start = state.End;
            }
            while (TryTakeDelayed(out intended));
        }

        if (Interlocked.Decrement(ref running) == 0)
            done.Open();
    }

    private bool TryTakeDelayed(out long intended)
    {
        intended = 0;
        if (waiting.IsEmpty || !TryTakeWaiting(out intended))
            return false;
        phase.CountDelayed();
        return true;
    }

    private void Exhaust()
    {
        Interlocked.Increment(ref outstanding);
        exhausted = true;
        Finish();
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref outstanding) == 0 && exhausted)
        {
            finished = true;
            Dismiss();
        }
    }

    private void Dismiss()
    {
        while (idle.TryPop(out var user))
            Dispatch(user, -1, delayed: false);
    }
}
