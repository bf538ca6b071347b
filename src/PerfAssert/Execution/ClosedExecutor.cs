namespace PerfAssert;

/// <summary>The closed model: as many users as the schedule says, each starting again when it has finished.</summary>
internal sealed class ClosedExecutor : TimerNode, IExecutor
{
    /// <summary>A user whose iterations never wait gives way after this time, so that it does not starve the others: short for them, long against the cost of changing threads.</summary>
    private const long LongestBurst = EngineTime.Millisecond;

    /// <summary>The lag of an iteration that starts when the user is ready.</summary>
    private const long NotScheduled = -1;

    private readonly LoadPhase phase;
    private readonly EngineTime time;
    private readonly IReadOnlyList<VirtualUser> users;
    private readonly long pacing;
    private readonly long slot;
    private readonly long? iterationsPerUser;
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
        iterationsPerUser = workload.IterationsPerUser;
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
            user.Signal.Hurry();
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
            users[i].Signal.Hurry();
    }

    private void Start(VirtualUser user, long now)
    {
        if (Interlocked.CompareExchange(ref user.State.Running, 1, 0) != 0)
            return;
        Interlocked.Increment(ref running);
        _ = RunUserAsync(user, now);
    }

    private async Task RunUserAsync(VirtualUser user, long activated)
    {
        var state = user.State;
        var thinkTime = user.ThinkTime;
        var hasPauses = startsAreScheduled || !thinkTime.IsNone;
        await user.Signal.YieldAsync().ConfigureAwait(false);
        var now = time.Now;
        state.WaitedForThread += now - activated;

        // Users of one pacing start spread over the period: marching in step they would measure their own bursts.
        if (pacing > 0)
            state.NextPaced = activated + (long)((double)pacing * (user.Id - 1) / users.Count);
        do
        {
            while (MayContinue(user))
            {
                if (user.UpkeepDue <= Math.Max(now, state.NextPaced))
                {
                    await phase.UpkeepAsync(user).ConfigureAwait(false);
                    now = time.Now;
                    state.NextPaced = Math.Max(state.NextPaced, now);
                    if (!MayContinue(user))
                        break;
                }

                var lag = NotScheduled;
                ValueTask rest = default;
                Burst burst;
                if (hasPauses)
                {
                    var intended = now;
                    if (startsAreScheduled)
                    {
                        intended = slot > 0 ? ReserveSlot(Math.Max(now, state.NextPaced)) : state.NextPaced;
                        if (intended > now)
                        {
                            await WaitUntilAsync(user, intended).ConfigureAwait(false);
                            now = time.Now;
                            lag = now - intended;
                            state.WaitedForThread += Math.Max(0, lag);
                            if (!MayContinue(user))
                                break;
                        }

                        state.NextPaced += pacing;
                    }

                    burst = !TakeIteration(user) ? Burst.Stopped
                        : phase.Begin(user, intended, now, lag, out rest) ? Burst.Waits
                        : Burst.Over;
                }
                else
                {
                    burst = RunBurst(user, now, out rest);
                }

                if (burst == Burst.Stopped)
                    break;
                if (burst == Burst.Waits)
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

                now = state.End;
                if (!thinkTime.IsNone)
                {
                    var until = now + EngineTime.Nanoseconds(thinkTime.Sample(user.Random));
                    if (MayContinue(user) && until > now)
                    {
                        await WaitUntilAsync(user, until).ConfigureAwait(false);
                        now = time.Now;
                        state.WaitedForThread += Math.Max(0, now - until);
                    }
                }
                else if (burst == Burst.Over)
                {
                    await user.Signal.YieldAsync().ConfigureAwait(false);
                    now = time.Now;
                    state.WaitedForThread += now - state.End;
                }
            }
        }
        while (!TryRetire(user));

        if (Interlocked.Decrement(ref running) == 0 && IsOver())
            done.Open();
    }

    /// <summary>Runs iterations until one waits, or the user has to give way or to stop. Not async, so that iterations that never wait run at full speed.</summary>
    private Burst RunBurst(VirtualUser user, long start, out ValueTask rest)
    {
        var state = user.State;
        var now = start;
        while (now - start <= LongestBurst)
        {
            if (!MayContinue(user) || !TakeIteration(user))
            {
                rest = default;
                return Burst.Stopped;
            }

            if (phase.Begin(user, now, now, NotScheduled, out rest))
                return Burst.Waits;

            // The end of one iteration is the start of the next: one reading of the clock serves both.
            now = state.End;
        }

        rest = default;
        return Burst.Over;
    }

    private ValueTask WaitUntilAsync(VirtualUser user, long due)
    {
        var wait = user.Signal.WaitUntilAsync(due);

        // Whoever ended the user's activity between the last look and this wait found nothing to hurry.
        if (!MayContinue(user))
            user.Signal.Hurry();
        return wait;
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
