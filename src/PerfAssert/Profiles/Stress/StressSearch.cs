namespace PerfAssert;

/// <summary>
/// Goes up until a level is not held, sees whether that was chance, and looks for the limit between the last level that was and the first
/// that was not.
/// </summary>
internal sealed class StressSearch : ProfileMeasurement<StressResult>
{
    /// <summary>Where not even the first level is held, it is halved so often to find one that is.</summary>
    private const int MostHalvings = 4;

    /// <summary>Halving an interval more often than this is finer than any tolerance.</summary>
    private const int MostBisections = 20;

    private readonly StressProfile profile;
    private readonly LoadPlan plan;
    private readonly StressJudge judge;
    private readonly bool inProcess;
    private readonly TimeSpan length;
    private readonly List<(LoadLevel Level, LoadResult Run, bool IsRepeat)> runs = [];

    public StressSearch(StressProfile profile, LoadPlan plan, bool inProcess)
    {
        this.profile = profile;
        this.inProcess = inProcess;
        length = StepPlan.Length(profile.Length, plan);
        judge = new StressJudge(plan.Expectations.Count > 0, inProcess);
        var speaksOfErrors = plan.AllowErrors || plan.Expectations.Any(expectation => expectation.Step is null && expectation.Metric.JudgesErrors);
        this.plan = speaksOfErrors ? plan : plan with { Expectations = [.. plan.Expectations, StressJudge.FewErrors] };
    }

    public override async Task RunAsync(Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        foreach (var level in profile.Levels)
        {
            if (!await HoldsAsync(level, apply).ConfigureAwait(false))
                break;
        }

        if (profile.Bisects)
            await BisectAsync(apply).ConfigureAwait(false);
    }

    public override StressResult Result(ProfileContext context)
        => new(context with { InProcess = inProcess }, profile with { Length = length }, Steps());

    private List<StressStep> Steps() => runs.ConvertAll(each =>
    {
        var (outcome, reasons) = judge.Judge(each.Run, [.. runs.Where(other => other.Level.Value < each.Level.Value).Select(other => other.Run)]);
        return new StressStep(each.Level, each.Run, outcome, reasons, each.IsRepeat);
    });

    private async Task BisectAsync(Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        var halvings = 0;
        for (var i = 0; i < MostBisections; i++)
        {
            var limits = StressLimits.Of(Steps());
            if (limits.FirstBad is not { } bad)
                return;
            var good = limits.LastGood?.Level.Value ?? 0;
            var next = bad.Level.With((good + bad.Level.Value) / 2);
            var isClose = bad.Level.Value - good <= bad.Level.Value * profile.Tolerance;
            if (isClose || next.Value >= bad.Level.Value || next.Value <= good || (good == 0 && ++halvings > MostHalvings))
                return;

            // A level that was tried and could not be decided would be tried for ever.
            if (runs.Exists(run => run.Level == next))
                return;
            await HoldsAsync(next, apply).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a level, a second time where the first did not hold: noise fails a step now and then, and hardly ever twice.</summary>
    private async Task<bool> HoldsAsync(LoadLevel level, Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        await ApplyAsync(level, isRepeat: false, apply).ConfigureAwait(false);
        if (!IsBad(Steps()[^1]))
            return true;
        await ApplyAsync(level, isRepeat: true, apply).ConfigureAwait(false);
        return !IsBad(Steps()[^1]);
    }

    private async Task ApplyAsync(LoadLevel level, bool isRepeat, Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        var step = StepPlan.Of(plan, level, length, runs.Count == 0 ? null : profile.Settle);
        var run = await apply(step, level + (isRepeat ? " again" : "")).ConfigureAwait(false);
        runs.Add((level, run, isRepeat));
    }

    private static bool IsBad(StressStep step) => step.Outcome is StressOutcome.Failed or StressOutcome.GeneratorLimited;
}
