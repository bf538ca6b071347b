using PerfAssert.Tests.Execution;
using PerfAssert.Tests.Fabricated;

namespace PerfAssert.Tests.Profiles;

/// <summary>Asks a profile's question in virtual time: each run has a clock and a target of its own.</summary>
internal static class VirtualProfile
{
    /// <param name="measurement">The question.</param>
    /// <param name="plan">The test's plan.</param>
    /// <param name="target">Makes the iteration of a run, whose clock and number it is given.</param>
    /// <param name="part">How the runs are treated.</param>
    /// <param name="change">Changes what was measured, such as by noise.</param>
    public static TResult Ask<TResult>(
        ProfileMeasurement<TResult> measurement,
        LoadPlan plan,
        Func<VirtualTime, int, Func<VirtualUser, ValueTask>> target,
        ProfilePart? part = null,
        Func<LoadPlan, PhaseOutcome, PhaseOutcome>? change = null)
        where TResult : ProfileResult
    {
        var runs = 0;
        part ??= new ProfilePart(null) { JudgesUnexpectedErrors = true, MayOverload = true };
        measurement.RunAsync((step, _) =>
        {
            var time = new VirtualTime();
            var engine = new LoadEngine(time, step, new Scenario(target(time, ++runs)), target: null, CancellationToken.None) { BlockCapacity = part.BlockCapacity };
            var outcome = time.Run(engine.RunAsync);

            // What the process and the machine did meanwhile in real time says nothing about virtual time.
            outcome = outcome with { Before = outcome.After with { At = outcome.Before.At } };
            outcome = change?.Invoke(step, outcome) ?? outcome;
            var environment = FabricatedResult.Create().Environment;
            var validity = RunValidityRules.Judge(step, outcome, environment, inProcess: true, debuggerAttached: false, part.MayOverload);
            return Task.FromResult(ResultBuilder.Build(step, outcome, environment, validity, null, result => ExpectationEvaluator.EvaluateAll(step, result, part.JudgesUnexpectedErrors)));
        }).GetAwaiter().GetResult();
        return measurement.Result(new ProfileContext(plan.Name, plan, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), InProcess: true));
    }
}
