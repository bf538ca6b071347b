using System.Text.Json;

namespace PerfAssert;

/// <summary>A step-up series: one ordinary result for each level of load.</summary>
public sealed class StepSeriesResult : ProfileResult
{
    private readonly StepSeriesProfile profile;

    internal StepSeriesResult(ProfileContext context, StepSeriesProfile profile, IReadOnlyList<LoadResult> steps)
        : base(context)
    {
        this.profile = profile;
        Steps = steps;
    }

    /// <summary>The result of each step, in order; fewer than asked for when the series was stopped.</summary>
    public IReadOnlyList<LoadResult> Steps { get; }

    /// <inheritdoc />
    public override IReadOnlyList<LoadResult> Runs => Steps;

    /// <inheritdoc />
    public override Verdict Verdict => StoppedEarly is not null || Steps.Count == 0 ? Verdict.InvalidRun : Steps.Max(step => step.Verdict);

    /// <inheritdoc />
    public override string Answer
    {
        get
        {
            if (Steps.Count == 0)
                return "Nothing was measured.";
            var bad = Steps.Where(step => step.Verdict is not (Verdict.Passed or Verdict.Warning)).ToList();
            var held = bad.Count == 0
                ? $"All {Figure.Count(Steps.Count)} steps {(Steps.Any(step => step.Evaluations.Count > 0) ? "hold what is expected" : "ran without errors")}"
                : $"{Figure.Count(bad.Count)} of {Figure.Count(Steps.Count)} steps did not pass, the first at {Level(bad[0])}: {Why(bad[0])}";
            return $"{held.TrimEnd('.')}. From {Level(Steps[0])} to {Level(Steps[^1])} throughput went from {Figure.Rate(Steps[0].Throughput)} to {Figure.Rate(Steps[^1].Throughput)}"
                + $", P95 from {StatedPercentile.Text(Steps[0].ResponseTime, 95)} to {StatedPercentile.Text(Steps[^1].ResponseTime, 95)}.";
        }
    }

    internal override LoadResult? Telling => Steps.FirstOrDefault(step => step.Verdict is not (Verdict.Passed or Verdict.Warning));

    internal override string Claim => $"Expected every step of {Name} to pass";

    internal override ProfileReport Report() => new()
    {
        Kind = "STEPS",
        Load = $"{LevelsText.Format(profile.Levels)}, each for {Figure.Duration(profile.Length ?? TimeSpan.Zero)} after {Figure.Duration(profile.Settle)} to settle",
        Short = $"{LevelsText.Format(profile.Levels)} {Figure.Duration(profile.Length ?? TimeSpan.Zero)}",
        Headings = StepRow.Headings,
        Rows = [.. Steps.Select(step => StepRow.Of(step, $"{VerdictText.Mark(step.Verdict)} {VerdictText.Words(step.Verdict)}"))],
        Expendable = StepRow.Expendable,
        Lines = StepRow.Lines(Steps),
        Notes = [.. Steps.SelectMany(step => step.Evaluations.Where(evaluation => evaluation.Verdict == Verdict.Warning).Select(evaluation => evaluation.Message))],
        Figures = Steps.Count == 0 ? null : Steps[^1],
    };

    internal override void Write(Utf8JsonWriter json) => json.Objects("steps", Steps, ProfileJson.WriteRun);

    private static string Level(LoadResult step) => LevelWorkload.Peak(step.Plan.Workload).ToString();

    private static string Why(LoadResult step) => step.Validity.Findings.FirstOrDefault(finding => finding.Severity == ValiditySeverity.Invalid)?.Problem
        ?? step.Evaluations.MaxBy(evaluation => evaluation.Verdict)!.Message;
}
