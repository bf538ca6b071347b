namespace PerfAssert;

/// <summary>The closed model: as many users as the schedule says, each starting again when it has finished.</summary>
internal sealed class ClosedExecutor : TimerNode, IExecutor
{
    /// <summary>A user whose iterations never wait gives way after this time, so that it does not starve the others: short for them, long against the cost of changing threads.</summary>
    private const long LongestBurst = EngineTime.Millisecond;

    private readonly LoadPhase phase;
    private readonly EngineTime time;
    private readonly IReadOnlyList<VirtualUser> users;
    private readonly long pacing;
    private readonly long slot;
    private readonly long iterationsPerUser;
    private readonly bool startsAreScheduled;
    private readonly UserSchedule? schedule;
    private readonly long origin;
    private readonly Latch done;
    private long iterationsLeft;
    private long nextSlot;
    private int target;
    private int running;
    private int finishedUsers;
    private int nextTarget;
    private double askedUserTime;
    private long askedSince;

    public ClosedExecutor(LoadPhase phase, ClosedWorkload workload, LoadPlan plan, IReadOnlyList<VirtualUser> users, long origin)
    {
        this.phase = phase;
        this.users = users;
        this.origin = origin;
        time = phase.Time;
        pacing = plan.Pacing is { } period ? EngineTime.Nanoseconds(period) : 0;
        slot = workload.RateLimit is { } rate ? (long)Math.Round(EngineTime.Second / rate) : 0;
        startsAreScheduled = StartsAreScheduled(workload, plan);
        iterationsLeft = workload.Iterations ?? long.MaxValue;
        iterationsPerUser = workload.IterationsPerUser ?? long.MaxValue;
        schedule = workload.Stages.Count == 0 ? null : new UserSchedule(workload.Stages);
        done = new Latch(time);
        askedSince = origin;
    }

    public int ActiveUsers => Volatile.Read(ref running);

    public int PeakUsers { get; private set; }

    /// <summary>Whether intended and actual starts differ.</summary>
    public static bool StartsAreScheduled(ClosedWorkload workload, LoadPlan plan) => plan.Pacing is not null || workload.RateLimit is not null;

    public double AskedUserTime(long now) => askedUserTime + ((double)Volatile.Read(ref target) * (now - askedSince));

    public ValueTask RunAsync()
    {
        if (schedule is null)
            SetTarget(users.Count, origin);
        else if (schedule.TryNext(out var offset, out nextTarget))
            time.Schedule(this, origin + offset);
        return done.WaitAsync();
    }

    public void Stop()
    {
        phase.Stop();
        time.Cancel(this);
        foreach (var user in users)
            Hurry(user);
        if (Volatile.Read(ref running) == 0)
            done.Open();
    }

    public void Abandon() => done.Open();

    /// <summary>The schedule changes the number of users.</summary>
    public override void Fire(long now)
    {
        if (phase.Stopping)
            return;
        SetTarget(nextTarget, now);
        if (schedule!.TryNext(out var offset, out nextTarget))
            time.Schedule(this, origin + offset);
    }

    private void SetTarget(int wanted, long now)
    {
        askedUserTime += (double)target * (now - askedSince);
        askedSince = now;
        var before = target;
        PeakUsers = Math.Max(PeakUsers, wanted);
        Volatile.Write(ref target, wanted);
        for (var i = before; i < wanted; i++)
            Start(users[i], now);
        for (var i = wanted; i < before; i++)
            Hurry(users[i]);
    }

    private void Start(VirtualUser user, long now)
    {
        if (Interlocked.CompareExchange(ref user.State.Running, 1, 0) != 0)
            return;
        Interlocked.Increment(ref running);
        user.State.Intended = now;
        user.State.Stage = UserStage.Activated;
        time.Post(user.State);
    }

    /// <summary>Goes on with a user's loop where it waits.</summary>
    public void Resume(VirtualUser user)
    {
        var state = user.State;
        if (state.Stage == UserStage.Iterating)
        {
            phase.Complete(user, state.TakeOutcome());
            if (!Pauses(user, givesWay: false))
                Run(user, state.End);
            return;
        }

        var now = time.Now;
        var stage = state.Stage;
        if (stage != UserStage.Tended)
            state.WaitedForThread += Math.Max(0, now - state.Intended);
        switch (stage)
        {
            case UserStage.Activated when pacing > 0:
                // Users of one pacing start spread over the period: marching in step they would measure their own bursts.
                state.NextPaced = state.Intended + (long)((double)pacing * (user.Id - 1) / users.Count);
                break;
            case UserStage.Tended:
                _ = state.TakeOutcome();
                state.NextPaced = Math.Max(state.NextPaced, now);
                break;
            case UserStage.Due when MayContinue(user):
                if (!IterateOnce(user, Math.Min(state.Intended, now), now, wasScheduled: true))
                    return;
                now = state.End;
                break;
        }

        Run(user, now, isTended: stage == UserStage.Tended);
    }

    /// <summary>Runs the user's loop until it waits or has ended.</summary>
    private void Run(VirtualUser user, long now, bool isTended = false)
    {
        var state = user.State;
        var hasPauses = startsAreScheduled || !user.ThinkTime.IsNone;
        while (true)
        {
            if (!MayContinue(user))
            {
                if (Retires(user))
                    return;
            }
            else if (!isTended && user.UpkeepDue <= Math.Max(now, state.NextPaced))
            {
                if (state.Await(phase.UpkeepAsync(user), UserStage.Tended))
                    return;
                _ = state.TakeOutcome();
                now = time.Now;
                state.NextPaced = Math.Max(state.NextPaced, now);
                isTended = true;
                continue;
            }
            else if (hasPauses)
            {
                var intended = !startsAreScheduled ? now : slot > 0 ? ReserveSlot(Math.Max(now, state.NextPaced)) : state.NextPaced;
                if (intended > now)
                {
                    WaitUntil(user, UserStage.Due, intended);
                    return;
                }

                if (!IterateOnce(user, intended, now, wasScheduled: false))
                    return;
                now = state.End;
            }
            else
            {
                var burst = RunBurst(user, now, out var rest);
                if (burst == Burst.Stopped)
                {
                    if (Retires(user))
                        return;
                }
                else
                {
                    if (burst == Burst.Waits && Waits(user, rest))
                        return;
                    if (Pauses(user, givesWay: burst == Burst.Over))
                        return;
                    now = state.End;
                }
            }

            isTended = false;
        }
    }

    /// <summary>Runs one iteration, and the pause after it.</summary>
    /// <returns>Whether the loop goes on; otherwise the user waits or has ended.</returns>
    private bool IterateOnce(VirtualUser user, long intended, long now, bool wasScheduled)
    {
        user.State.NextPaced += pacing;
        user.State.LagCounts = wasScheduled;
        if (!TakeIteration(user))
            return !Retires(user);
        var waits = phase.Begin(user, intended, now, out var rest);
        return !(waits && Waits(user, rest)) && !Pauses(user, givesWay: !waits);
    }

    /// <summary>Waits for the rest of an iteration, or completes one that has ended meanwhile.</summary>
    private bool Waits(VirtualUser user, ValueTask rest)
    {
        if (user.State.Await(rest, UserStage.Iterating))
            return true;
        phase.Complete(user, user.State.TakeOutcome());
        return false;
    }

    /// <summary>After an iteration: the think time, or a turn for others after one that never waited.</summary>
    private bool Pauses(VirtualUser user, bool givesWay)
    {
        var state = user.State;
        if (!user.ThinkTime.IsNone)
        {
            var until = state.End + EngineTime.Nanoseconds(user.ThinkTime.Sample(user, state.Started));
            if (!MayContinue(user) || until <= state.End)
                return false;
            WaitUntil(user, UserStage.Thinking, until);
            return true;
        }

        if (!givesWay)
            return false;
        state.Intended = state.End;
        state.Stage = UserStage.Yielded;
        time.Post(state);
        return true;
    }

    /// <summary>
    /// Runs iterations until one waits, or the user has to give way or to stop. The end of one is the start of the next: one reading of
    /// the clock serves both. Those that succeed without waiting are recorded together.
    /// </summary>
    private Burst RunBurst(VirtualUser user, long start, out ValueTask rest)
    {
        var state = user.State;
        var now = start;
        var successes = Recorder.BeginBatch();
        var burst = Burst.Over;
        rest = default;
        state.LagCounts = false;
        while (now - start <= LongestBurst)
        {
            if (!MayContinue(user) || !TakeIteration(user))
            {
                burst = Burst.Stopped;
                break;
            }

            if (phase.Begin(user, now, successes, out rest))
            {
                burst = Burst.Waits;
                break;
            }

            now = state.End;
        }

        phase.Recorder.EndBatch(successes);
        return burst;
    }

    private void WaitUntil(VirtualUser user, UserStage stage, long due)
    {
        user.State.Stage = stage;
        user.State.Intended = due;
        time.Schedule(user.State, due);

        // Whoever ended the user's activity between the last look and this wait found nothing to hurry.
        if (!MayContinue(user))
            Hurry(user);
    }

    private void Hurry(VirtualUser user)
    {
        if (time.Cancel(user.State))
            time.Post(user.State);
    }

    private bool MayContinue(VirtualUser user) => !phase.Stopping && user.Id <= Volatile.Read(ref target);

    private bool TakeIteration(VirtualUser user)
    {
        if (user.State.Started >= iterationsPerUser)
        {
            if (user.State.Running == 1)
            {
                user.State.Running = 2;
                Interlocked.Increment(ref finishedUsers);
            }

            return false;
        }

        // Without a limit nobody touches the shared counter.
        return iterationsLeft == long.MaxValue || Interlocked.Decrement(ref iterationsLeft) >= 0;
    }

    /// <summary>Ends a user's loop unless the schedule wants the user again by now.</summary>
    private bool TryRetire(VirtualUser user)
    {
        ref var state = ref user.State.Running;
        if (state == 2 || Volatile.Read(ref iterationsLeft) < 0)
            return true;
        Volatile.Write(ref state, 0);
        Interlocked.MemoryBarrier();
        return !MayContinue(user) || Interlocked.CompareExchange(ref state, 1, 0) != 0;
    }

    private bool Retires(VirtualUser user)
    {
        if (!TryRetire(user))
            return false;
        if (Interlocked.Decrement(ref running) == 0 && IsOver())
            done.Open();
        return true;
    }

    private bool IsOver()
        => phase.Stopping || Volatile.Read(ref iterationsLeft) < 0 || Volatile.Read(ref finishedUsers) == users.Count;

    private long ReserveSlot(long now)
    {
        while (true)
        {
            var seen = Volatile.Read(ref nextSlot);
            var taken = Math.Max(seen, now);
            if (Interlocked.CompareExchange(ref nextSlot, taken + slot, seen) == seen)
                return taken;
        }
    }

    private enum Burst
    {
        /// <summary>An iteration is in flight and has begun to wait.</summary>
        Waits,

        /// <summary>The user has to give way to others.</summary>
        Over,

        /// <summary>The user may not start another iteration.</summary>
        Stopped,
    }
}
