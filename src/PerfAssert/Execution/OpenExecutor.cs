namespace PerfAssert;

/// <summary>
/// The open model: iterations start on a schedule. One that is due while no user is free waits with its response time counting, and is
/// dropped when it has waited for <see cref="OpenWorkload.MaxStartDelay"/>.
/// </summary>
internal sealed class OpenExecutor : TimerNode, IExecutor
{
    /// <summary>Instead of an intended start: the user has to see to its upkeep.</summary>
    private const long ForUpkeep = -2;

    /// <summary>Instead of an intended start: the load is over.</summary>
    private const long ForEver = -1;

    /// <summary>Idle users are looked at this often: short against any time by which an upkeep is done early.</summary>
    private const long TendPeriod = 100 * EngineTime.Millisecond;

    private readonly LoadPhase phase;
    private readonly EngineTime time;
    private readonly IReadOnlyList<VirtualUser> users;
    private readonly ArrivalSchedule schedule;
    private readonly UserPool[] pools;
    private readonly WeightedTurns? turns;
    private readonly long origin;
    private readonly long maxStartDelay;
    private readonly Latch done;
    private readonly CallbackTimer? tending;
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
        pools = new UserPool[Math.Max(1, plan.Mix.Count)];
        for (var i = 0; i < pools.Length; i++)
            pools[i] = new UserPool(users.Count);
        turns = plan.Mix.Count > 1 ? new WeightedTurns([.. plan.Mix.Select(share => share.Weight)]) : null;
        tending = users.Any(user => user.UpkeepDue != VirtualUser.NoUpkeep) ? new CallbackTimer(time, TendIdle, TendPeriod) : null;
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
            BeReady(user);
        tending?.StartAt(origin + TendPeriod);
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

    public void Abandon()
    {
        tending?.Stop();
        done.Open();
    }

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
        var pool = pools[turns?.Next() ?? 0];
        if (pool.Waiting.IsEmpty && pool.Idle.TryPop(out var user))
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

        pool.Waiting.Enqueue(intended);

        // A user that became idle meanwhile did not see it.
        ServeWaiting(pool);
    }

    private void Dispatch(int user, long intended, bool delayed)
    {
        users[user].State.Intended = intended;
        users[user].State.LagCounts = !delayed;
        time.Start(users[user].State);
    }

    /// <summary>Brings waiting arrivals and idle users together, whoever came last.</summary>
    private void ServeWaiting(UserPool pool)
    {
        while (!pool.Waiting.IsEmpty && pool.Idle.TryPop(out var user))
        {
            if (TryTakeWaiting(pool, out var intended))
                Dispatch(user, intended, delayed: true);
            else
                pool.Idle.Push(user);
        }
    }

    /// <summary>Sends idle users whose upkeep has come due to it. Runs on the engine's timer, as the arrivals do, which so miss nobody.</summary>
    private void TendIdle()
    {
        var now = time.Now;
        var ready = new Stack<int>();
        foreach (var pool in pools)
        {
            while (pool.Idle.TryPop(out var user))
            {
                if (users[user].UpkeepDue <= now)
                    Dispatch(user, ForUpkeep, delayed: false);
                else
                    ready.Push(user);
            }

            while (ready.TryPop(out var user))
                pool.Idle.Push(user);
            ServeWaiting(pool);
        }

        if (finished)
            Dismiss();
    }

    private bool TryTakeWaiting(UserPool pool, out long intended)
    {
        while (pool.Waiting.TryDequeue(out intended))
        {
            if (time.Now - intended < maxStartDelay && !phase.Token.IsCancellationRequested)
                return true;
            phase.CountDropped();
            Finish();
        }

        return false;
    }

    /// <summary>Goes on with a user's loop where it waits.</summary>
    public void Resume(VirtualUser user)
    {
        var state = user.State;
        if (state.Stage == UserStage.Tended)
        {
            _ = state.TakeOutcome();
            BeIdle(user);
        }
        else if (state.Stage == UserStage.Iterating)
        {
            phase.Complete(user, state.TakeOutcome());
            if (GoesOn(user))
                Run(user);
        }
        else if (state.Intended == ForUpkeep)
        {
            BeReady(user);
        }
        else if (state.Intended == ForEver)
        {
            if (Interlocked.Decrement(ref running) == 0)
                done.Open();
        }
        else
        {
            state.Start = time.Now;
            if (!state.LagCounts)
                phase.CountDelayed();
            Run(user);
        }
    }

    /// <summary>Runs the iteration that the user has been given, and those that wait for a user.</summary>
    private void Run(VirtualUser user)
    {
        var state = user.State;
        do
        {
            if (!phase.Begin(user, state.Intended, state.Start, out var rest))
                continue;
            if (state.Await(rest, UserStage.Iterating))
                return;
            phase.Complete(user, state.TakeOutcome());
        }
        while (GoesOn(user));
    }

    /// <summary>After an iteration: takes one that waits, or makes the user ready for others.</summary>
    private bool GoesOn(VirtualUser user)
    {
        var state = user.State;
        Finish();
        if (user.UpkeepDue > state.End && TryTakeDelayed(pools[user.Kind], out state.Intended))
        {
            state.Start = state.End;
            state.LagCounts = false;
            return true;
        }

        BeReady(user);
        return false;
    }

    /// <summary>Sees to the user's upkeep where it is due, and waits for an iteration.</summary>
    private void BeReady(VirtualUser user)
    {
        if (user.UpkeepDue != VirtualUser.NoUpkeep && user.UpkeepDue <= time.Now && !finished)
        {
            if (user.State.Await(phase.UpkeepAsync(user), UserStage.Tended))
                return;
            _ = user.State.TakeOutcome();
        }

        BeIdle(user);
    }

    private void BeIdle(VirtualUser user)
    {
        var pool = pools[user.Kind];
        user.State.Stage = UserStage.Idle;
        pool.Idle.Push(user.Id - 1);
        ServeWaiting(pool);
        if (finished)
            Dismiss();
    }

    private bool TryTakeDelayed(UserPool pool, out long intended)
    {
        intended = 0;
        if (pool.Waiting.IsEmpty || !TryTakeWaiting(pool, out intended))
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
        tending?.Stop();
        foreach (var pool in pools)
        {
            while (pool.Idle.TryPop(out var user))
                Dispatch(user, ForEver, delayed: false);
        }
    }
}
