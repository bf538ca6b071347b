namespace PerfAssert;

/// <summary>Applies one kind of workload during a phase.</summary>
internal interface IExecutor
{
    /// <summary>Users with an iteration in flight or thinking.</summary>
    int ActiveUsers { get; }

    /// <summary>The most users active at once so far.</summary>
    int PeakUsers { get; }

    /// <summary>The integral of the users asked for over time, in nanoseconds × users, up to an engine time.</summary>
    double AskedUserTime(long now);

    /// <summary>Starts the load; continues when the last iteration has ended, by itself or after <see cref="Stop"/>.</summary>
    ValueTask RunAsync();

    /// <summary>Goes on with the loop of a user that is continued.</summary>
    void Resume(VirtualUser user);

    /// <summary>Starts no further iteration and ends waits between iterations.</summary>
    void Stop();

    /// <summary>Lets <see cref="RunAsync"/> continue although iterations are in flight.</summary>
    void Abandon();
}
