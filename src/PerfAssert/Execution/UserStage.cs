namespace PerfAssert;

/// <summary>Where a user's loop goes on when it is continued.</summary>
internal enum UserStage : byte
{
    /// <summary>Has nothing to do until it is given an iteration (open model).</summary>
    Idle,

    /// <summary>Has been activated by the schedule of users.</summary>
    Activated,

    /// <summary>Waited for the intended start of its next iteration.</summary>
    Due,

    /// <summary>Has an iteration in flight.</summary>
    Iterating,

    /// <summary>Thought.</summary>
    Thinking,

    /// <summary>Gave way to others.</summary>
    Yielded,

    /// <summary>Saw to its upkeep.</summary>
    Tended,
}
