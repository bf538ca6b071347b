using System.Text.Json;

namespace PerfAssert;

/// <summary>Where the limit of the code under load is: the last level that was held, the first that was not, and why.</summary>
public sealed class StressResult : ProfileResult
{
    private readonly StressProfile profile;
    private readonly StressLimits limits;

    internal StressResult(ProfileContext context, StressProfile profile, IReadOnlyList<StressStep> steps)
        : base(context)
    {
        this.profile = profile;
        Steps = steps;
        limits = StressLimits.Of(steps);
    }

    /// <summary>Every run, in the order in which they were made: the way up, repeats, and the search in between.</summary>
    public IReadOnlyList<StressStep> Steps { get; }

    /// <summary>The highest level that was held; <see langword="null"/> when none was.</summary>
    public LoadLevel? LastGood => limits.LastGood?.Level;

    /// <summary>The lowest level that was not held, by two runs; <see langword="null"/> when all were.</summary>
    public LoadLevel? FirstBad => limits.FirstBad?.Level;

    /// <summary>Why <see cref="FirstBad"/> was not held, whole sentences with figures.</summary>
    public IReadOnlyList<string> Reasons => limits.FirstBad?.Reasons ?? [];

    /// <summary>
    /// Whether the load generator or its machine gave out at <see cref="FirstBad"/>: then the limit of the code under load is not known, and at
    /// least <see cref="LastGood"/>.
    /// </summary>
    public bool IsGeneratorLimited => limits.FirstBad?.Outcome == StressOutcome.GeneratorLimited;

    /// <summary>
    /// Where throughput stops growing, the saturation point: the level at which the highest throughput would be reached if each user had as much
    /// as at the lowest load (N* = X / x₁); for arrivals the highest rate that was served. <see langword="null"/> when throughput followed to the end.
    /// </summary>
    public LoadLevel? Knee => limits.Knee;

    /// <summary>
    /// The capacity as well as it is known: the last good level. Where the test declares nothing, so that throughput is what is expected, the knee when
    /// that comes before. <see langword="null"/> when no level was held.
    /// </summary>
    public LoadLevel? Capacity => Plan.Expectations.Count == 0 && Knee is { } knee && knee.Value < LastGood?.Value ? knee : LastGood;

    /// <summary>The highest throughput of any step, in successful iterations per second.</summary>
    public double MaxThroughput => Steps.Count == 0 ? 0 : Steps.Max(step => step.Result.Throughput);

    /// <inheritdoc />
    public override IReadOnlyList<LoadResult> Runs => [.. Steps.Select(step => step.Result)];

    /// <inheritdoc />
    public override Verdict Verdict => Judge(Required);

    /// <inheritdoc />
    public override string Answer
    {
        get
        {
            var why = Reasons.Count == 0 ? "" : " " + Reasons[0];
            var knee = Knee is { } saturated ? saturated.IsRate
                ? $" It serves {saturated} at most."
                : $" Throughput stops growing at about {saturated} ({Figure.Rate(MaxThroughput)})." : "";
            return (LastGood, FirstBad) switch
            {
                ({ } good, { } bad) when IsGeneratorLimited => $"Holds at least {good}. At {bad} the load generator or its machine gave out, so the limit of the code under load is not known.{why}",
                ({ } good, { } bad) => $"Holds {good}, and {bad} no longer.{why}{knee}",
                ({ } good, null) => $"Holds every level up to {good}: the limit is higher.{knee}",
                (null, { } bad) when IsGeneratorLimited => $"At {bad} the load generator or its machine gave out, so nothing is known of the code under load.{why}",
                (null, { } bad) => $"Not even {bad} is held.{why}{knee}",
                _ when Steps.Count == 0 => "Nothing was measured.",
                _ => $"No step could be decided. {string.Join(" ", Steps[^1].Reasons.Take(1))}",
            };
        }
    }

    internal override LoadResult? Telling => limits.FirstBad?.Result;

    internal override string Claim => Expected(Required);

    private LoadLevel Required => profile.AtLeast ?? profile.Levels[0];

    /// <summary>Whether a level is held: failed only where the code under load is the reason, and inconclusive where nobody has tried.</summary>
    internal Verdict Judge(LoadLevel required)
    {
        if (StoppedEarly is not null || Steps.Count == 0 || required.IsRate != Steps[0].Level.IsRate)
            return Verdict.InvalidRun;
        if (LastGood is { } good && good.Value >= required.Value)
            return Verdict.Passed;
        if (FirstBad is { } bad && bad.Value <= required.Value)
            return IsGeneratorLimited ? Verdict.InvalidRun : Verdict.Failed;
        return Verdict.Inconclusive;
    }

    /// <summary>What was found of a level, whole sentences.</summary>
    internal string Finding(LoadLevel required)
    {
        if (Steps.Count > 0 && required.IsRate != Steps[0].Level.IsRate)
            return $"The search went up in {(required.IsRate ? "users" : "rates")}, not in {(required.IsRate ? "rates" : "users")}.";
        return Judge(required) == Verdict.Inconclusive ? $"{required} was not tried; AtLeast = {required.Written} makes it a step. {Answer}" : Answer;
    }

    internal string Expected(LoadLevel required) => $"Expected {Name} to hold at least {required}";

    internal override ProfileReport Report()
    {
        var length = Figure.Duration(profile.Length ?? TimeSpan.Zero);
        StressStep[] byLevel = [.. Steps.OrderBy(step => step.Level.Value)];
        return new()
        {
            Kind = "STRESS",
            Load = $"{profile.Levels[0]} to {profile.Levels[^1]}, {profile.Progression}, each for {length} after {Figure.Duration(profile.Settle)} to settle"
                + (profile.Bisects ? $"; then halved to within {Figure.Percent(profile.Tolerance)}" : ""),
            Short = $"≤ {profile.Levels[^1]} {length}",
            Facts = [.. Facts()],
            Headings = StepRow.Headings,
            Rows = [.. byLevel.Select(step => StepRow.Of(step.Result, Words(step.Outcome), step.Level + (step.IsRepeat ? " again" : "")))],
            Expendable = StepRow.Expendable,
            Lines = StepRow.Lines([.. byLevel.Where(step => step.Outcome != StressOutcome.GeneratorLimited).Select(step => step.Result)]),
            Notes = [.. Notes()],
            Figures = (limits.LastGood ?? limits.FirstBad)?.Result,
        };
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("unit", Steps.Count > 0 && Steps[0].Level.IsRate ? "perSecond" : "users");
        json.Figure("required", Required.Value);
        json.Figure("lastGood", LastGood?.Value);
        json.Figure("firstBad", FirstBad?.Value);
        json.Figure("knee", Knee?.Value);
        json.Figure("capacity", Capacity?.Value);
        json.Figure("maxThroughputPerSecond", MaxThroughput);
        json.WriteBoolean("generatorLimited", IsGeneratorLimited);
        json.Texts("reasons", Reasons);
        json.Objects("steps", Steps, (item, step) =>
        {
            ProfileJson.WriteRun(item, step.Result);
            item.WriteString("outcome", Id(step.Outcome));
            item.WriteBoolean("repeat", step.IsRepeat);
            item.Texts("reasons", step.Reasons);
        });
    }

    private IEnumerable<(string, string)> Facts()
    {
        if (Capacity is { } capacity)
            yield return ("Capacity", $"{capacity}{(IsGeneratorLimited || FirstBad is null ? " or more" : "")}; last good {LastGood}, first bad {(FirstBad is { } bad ? $"{bad}" : "none")}, knee {(Knee is { } knee ? $"{knee}" : "not reached")}");
        for (var i = 1; i < Reasons.Count; i++)
            yield return (i == 1 ? "Also" : "", Reasons[i]);
        if (limits.FirstBad is { Outcome: StressOutcome.Failed } failed && LikelyCause.Find(failed.Result) is { } cause)
            yield return ("Likely cause", cause + ".");
        yield return ("Required", $"{VerdictText.Mark(Verdict)} {Required}{(profile.AtLeast is null ? ", the first level (AtLeast sets another)" : "")}");
    }

    private IEnumerable<string> Notes()
    {
        foreach (var level in Steps.GroupBy(step => step.Level).Where(level => level.Count() > 1 && level.First().Outcome != level.Last().Outcome))
            yield return $"{level.Key}: {Words(level.First().Outcome)} at first, {Words(level.Last().Outcome)} when repeated, which counts. {string.Join(" ", level.First().Reasons.Take(1))}".TrimEnd();
        if (InProcess && limits.FirstBad is { Result: var run } && run.Cost.ProcessCpuCores >= run.Environment.Cores * 0.9)
        {
            yield return $"At {FirstBad} this process used {Figure.Number(run.Cost.ProcessCpuCores)} of {Figure.Count(run.Environment.Cores)} cores: application and load generator share them, "
                + "so an application with a machine of its own may hold more.";
        }

        foreach (var undecided in Steps.Where(step => step.Outcome == StressOutcome.Undecided).Take(1))
            yield return $"{undecided.Level} could not be decided. {undecided.Reasons[0]}";
    }

    private static string Words(StressOutcome outcome) => outcome switch
    {
        StressOutcome.Held => "✓ held",
        StressOutcome.Failed => "✗ failed",
        StressOutcome.GeneratorLimited => "! generator",
        _ => "? undecided",
    };

    private static string Id(StressOutcome outcome) => outcome switch
    {
        StressOutcome.Held => "held",
        StressOutcome.Failed => "failed",
        StressOutcome.GeneratorLimited => "generatorLimited",
        _ => "undecided",
    };
}
