namespace PerfAssert.Tests.Execution;

/// <summary>Runs a plan in virtual time.</summary>
internal static class EngineRun
{
    public static LoadPlan Closed(int users, TimeSpan duration) => Plan(new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, duration)] });

    public static LoadPlan Open(double rate, TimeSpan duration, int maxUsers, TimeSpan? maxStartDelay = null) => Plan(new OpenWorkload
    {
        MaxUsers = maxUsers,
        Stages = [Stage.Hold(rate, duration)],
        MaxStartDelay = maxStartDelay ?? OpenWorkload.DefaultMaxStartDelay,
    });

    public static LoadPlan Plan(Workload workload) => new() { Name = "virtual", Workload = workload, WarmUp = WarmUp.None };

    public static LoadResult Run(LoadPlan plan, Func<VirtualUser, VirtualTime, ValueTask> iteration, CancellationToken stop = default)
    {
        var time = new VirtualTime();
        return Run(time, plan, new Scenario(user => iteration(user, time)), stop);
    }

    public static LoadResult Run(VirtualTime time, LoadPlan plan, Scenario scenario, CancellationToken stop = default)
        => Run(time, plan, new LoadEngine(time, plan, scenario, target: null, stop));

    public static LoadResult Run(VirtualTime time, LoadPlan plan, ILoadTarget target, Scenario scenario)
        => Run(time, plan, new LoadEngine(time, plan, scenario, target, CancellationToken.None));

    public static LoadResult Run(VirtualTime time, LoadPlan plan, LoadEngine engine)
    {
        var outcome = time.Run(engine.RunAsync);

        // What the process and the machine did meanwhile in real time says nothing about virtual time.
        outcome = outcome with { Before = outcome.After with { At = outcome.Before.At } };
        var environment = Fabricated.FabricatedResult.Create().Environment;
        var validity = RunValidityRules.Judge(plan, outcome, environment, inProcess: false, debuggerAttached: false);
        return ResultBuilder.Build(plan, outcome, environment, validity, null, result => ExpectationEvaluator.EvaluateAll(plan, result, includeImplicit: true));
    }
}
