using System.Reflection;

namespace PerfAssert;

/// <summary>What one iteration does, and what is done around the load, outside the measured time.</summary>
public sealed class Scenario
{
    /// <summary>Creates a scenario.</summary>
    /// <param name="iteration">One iteration of one user. An exception makes the iteration fail, not the run.</param>
    public Scenario(Func<VirtualUser, ValueTask> iteration)
    {
        ArgumentNullException.ThrowIfNull(iteration);
        Iteration = iteration;
        Code = iteration.Method.Module.Assembly;
    }

    /// <summary>One iteration of one user.</summary>
    public Func<VirtualUser, ValueTask> Iteration { get; }

    /// <summary>Run once before any user starts; a failure here ends the test.</summary>
    public Func<CancellationToken, Task>? BeforeRun { get; init; }

    /// <summary>Run once after the last user has ended, whatever happened.</summary>
    public Func<CancellationToken, Task>? AfterRun { get; init; }

    /// <summary>Run once for each user before its first iteration, such as a log-in.</summary>
    public Func<VirtualUser, Task>? BeforeUser { get; init; }

    /// <summary>Run once for each user after its last iteration, whatever happened.</summary>
    public Func<VirtualUser, Task>? AfterUser { get; init; }

    /// <summary>
    /// Run for a user between two iterations, outside the measured time, when <see cref="VirtualUser.UpkeepDue"/> has come, instead of
    /// renewing its token. An exception makes the user's next iteration count as failed.
    /// </summary>
    internal Func<VirtualUser, ValueTask>? Upkeep { get; init; }

    /// <summary>The assembly whose build (Release or Debug) the run depends on: the one with the iteration's code.</summary>
    public Assembly Code { get; init; }
}
