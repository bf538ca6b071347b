using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

/// <summary>What the test keeps in the execution context before the run is seen by every iteration; what an iteration keeps there, by no other.</summary>
public class ExecutionContextTests
{
    private static readonly AsyncLocal<string> Kept = new();

    public static TheoryData<Workload> Workloads =>
    [
        new ClosedWorkload { Users = 3, Iterations = 30 },
        new ClosedWorkload { Users = 3, Iterations = 30, RateLimit = 10 },
        new OpenWorkload { MaxUsers = 3, Stages = [Stage.Hold(10, TimeSpan.FromSeconds(3))] },
    ];

    [Theory]
    [MemberData(nameof(Workloads))]
    public void An_iteration_leaves_nothing_in_the_context_of_the_next(Workload workload)
    {
        Kept.Value = "run";
        var seen = new List<string?>();

        var result = Run(Plan(workload), async (user, _) =>
        {
            seen.Add(Kept.Value);
            Kept.Value = "iteration";
            if (user.Iteration % 2 == 0)
                await user.PauseAsync(TimeSpan.FromMilliseconds(10));
        });

        Assert.Equal(30, result.Succeeded);
        Assert.Equal(Enumerable.Repeat("run", 30), seen);
        Assert.Equal("run", Kept.Value);
    }
}
