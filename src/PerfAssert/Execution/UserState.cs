namespace PerfAssert;

/// <summary>
/// The executor's book-keeping of one user in one phase, and what continues the user: the timer, the pool, or the end of what it awaits.
/// The loop of a user is written out in the executors instead of an async method: ten thousand users that think cost half as much.
/// Written by the user's own thread of execution only, but for <see cref="Running"/>.
/// </summary>
internal sealed class UserState(VirtualUser user) : TimerNode, IThreadPoolWorkItem
{
    private static readonly ContextCallback Resume = static state => ((UserState)state!).ResumeUser();

    private ValueTask rest;
    private Action? restEnded;

    /// <summary>Iterations started in the phase.</summary>
    public long Started;

    /// <summary>Iterations of the phase that ended without ever waiting.</summary>
    public long Synchronous;

    /// <summary>Nanoseconds that the user was ready and had no thread.</summary>
    public long WaitedForThread;

    /// <summary>Start of the current or last iteration, engine time.</summary>
    public long Start;

    /// <summary>Intended start of the current or next iteration, or whatever the user waits for; engine time. Negative: an order to an open user.</summary>
    public long Intended;

    /// <summary>End of the last iteration, engine time.</summary>
    public long End;

    /// <summary>Closed model with pacing: intended start of the next iteration, engine time.</summary>
    public long NextPaced;

    /// <summary>Closed model: 1 while the user's loop runs.</summary>
    public int Running;

    /// <summary>What the user goes on from when it is continued.</summary>
    public UserStage Stage;

    /// <summary>
    /// Whether the start was scheduled, so that its delay is the engine's own. Open model: not when the iteration waited for a free user.
    /// </summary>
    public bool LagCounts;

    /// <summary>Whether an iteration is in flight.</summary>
    public bool InIteration;

    /// <summary>Whether the iteration in flight has begun to wait and holds no thread.</summary>
    public bool Waits;

    /// <summary>See <see cref="Recorder.RecordIteration"/>.</summary>
    public long Lag => LagCounts ? Start - Intended : -1;

    public void Reset()
    {
        Started = Synchronous = WaitedForThread = Start = Intended = End = NextPaced = 0;
        InIteration = Waits = LagCounts = false;
        Running = 0;
        Stage = UserStage.Idle;
    }

    /// <summary>Lets the user be continued when something has ended.</summary>
    /// <param name="task">What is left of an iteration or an upkeep.</param>
    /// <param name="stage">What the user then goes on from.</param>
    /// <returns><see langword="false"/> when it has ended already; nothing will be continued then.</returns>
    public bool Await(ValueTask task, UserStage stage)
    {
        Stage = stage;
        rest = task;
        var awaiter = task.ConfigureAwait(false).GetAwaiter();
        if (awaiter.IsCompleted)
            return false;
        awaiter.UnsafeOnCompleted(restEnded ??= Continue);
        return true;
    }

    /// <summary>What it ended with; <see langword="null"/> when nothing went wrong. Once for each <see cref="Await"/>.</summary>
    public Exception? TakeOutcome()
    {
        var ended = rest;
        rest = default;
        try
        {
            ended.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    public override void Fire(long now) => user.Phase?.Time.Start(this);

    void IThreadPoolWorkItem.Execute() => Continue();

    /// <summary>Does nothing for a user that was left behind by a run that has ended.</summary>
    /// <remarks>In the context that the run was started in: what one iteration keeps in it is neither the next one's nor its caller's.</remarks>
    private void Continue()
    {
        if (user.Phase?.Context is { } context)
            ExecutionContext.Run(context, Resume, this);
        else
            ResumeUser();
    }

    private void ResumeUser() => user.Phase?.Executor.Resume(user);
}
