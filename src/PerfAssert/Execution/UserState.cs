namespace PerfAssert;

/// <summary>The executor's book-keeping of one user in one phase. Written by the user's own thread of execution only.</summary>
internal sealed class UserState
{
    /// <summary>Iterations started in the phase.</summary>
    public long Started;

    /// <summary>Iterations of the phase that ended without ever waiting.</summary>
    public long Synchronous;

    /// <summary>Nanoseconds that the user was ready and had no thread.</summary>
    public long WaitedForThread;

    /// <summary>Start of the current or last iteration, engine time.</summary>
    public long Start;

    /// <summary>Intended start of the current or next iteration, engine time; negative to stop an open user.</summary>
    public long Intended;

    /// <summary>Open model: whether the next iteration waited for a free user.</summary>
    public bool Delayed;

    /// <summary>End of the last iteration, engine time.</summary>
    public long End;

    /// <summary>Whether an iteration is in flight.</summary>
    public bool InIteration;

    /// <summary>Whether the iteration in flight has begun to wait and holds no thread.</summary>
    public bool Waits;

    /// <summary>Closed model: 1 while the user's loop runs.</summary>
    public int Running;

    /// <summary>Closed model with pacing: intended start of the next iteration, engine time.</summary>
    public long NextPaced;

    public void Reset()
    {
        Started = Synchronous = WaitedForThread = Start = Intended = End = NextPaced = 0;
        InIteration = Waits = Delayed = false;
        Running = 0;
    }
}
