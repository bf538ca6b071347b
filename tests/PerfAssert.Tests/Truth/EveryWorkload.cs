using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Truth;

/// <summary>A plan of each kind of workload, for what has to hold in all of them.</summary>
internal static class EveryWorkload
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, LoadPlan> Plans = new()
    {
        ["users"] = EngineRun.Closed(10, Minute),
        ["iterations"] = EngineRun.Plan(new ClosedWorkload { Users = 10, Iterations = 40_000 }),
        ["iterations per user"] = EngineRun.Plan(new ClosedWorkload { Users = 10, IterationsPerUser = 4_000 }),
        ["stages of users"] = EngineRun.Plan(new ClosedWorkload { Stages = [new Stage(0, 10, TimeSpan.FromSeconds(5)), Stage.Hold(10, TimeSpan.FromSeconds(50)), new Stage(10, 0, TimeSpan.FromSeconds(5))] }),
        ["think time"] = EngineRun.Closed(10, Minute) with { ThinkTime = ThinkTime.Fixed(TimeSpan.FromMilliseconds(15)) },
        ["rate limit"] = EngineRun.Plan(new ClosedWorkload { Users = 10, RateLimit = 200, Stages = [Stage.Hold(10, Minute)] }),
        ["rate limit, many users"] = EngineRun.Plan(new ClosedWorkload { Users = 500, RateLimit = 200, Stages = [Stage.Hold(500, Minute)] }),
        ["pacing"] = EngineRun.Closed(200, Minute) with { Pacing = TimeSpan.FromSeconds(1) },
        ["pacing, few users"] = EngineRun.Closed(10, Minute) with { Pacing = TimeSpan.FromMilliseconds(50) },
        ["open"] = EngineRun.Open(200, Minute, 500),
        ["open, few users"] = EngineRun.Open(200, Minute, 10),
        ["random arrivals"] = EngineRun.Plan(new OpenWorkload { MaxUsers = 500, Arrivals = ArrivalPattern.Poisson, Stages = [Stage.Hold(200, TimeSpan.FromMinutes(5))] }),
        ["stages of rates"] = EngineRun.Plan(new OpenWorkload { MaxUsers = 500, Stages = [new Stage(0, 400, Minute), Stage.Hold(200, Minute), new Stage(400, 0, Minute)] }),
    };

    public static IEnumerable<string> Names => Plans.Keys;

    /// <summary>Of the workloads with these names, or of all others.</summary>
    public static TheoryData<string> Of(Func<string, bool> which) => [.. Names.Where(which)];

    public static LoadPlan Plan(string name) => Plans[name] with { Name = name };
}
