using System.Text.Json;

namespace PerfAssert;

/// <summary>How the code under load came through a spike, and how soon it was as before.</summary>
public sealed class SpikeResult : ProfileResult
{
    private readonly SpikeProfile profile;
    private readonly SpikeRecovery? recovery;
    private readonly LoadResult? run;

    internal SpikeResult(ProfileContext context, SpikeProfile profile, LoadResult? run)
        : base(context)
    {
        this.profile = profile;
        this.run = run;
        recovery = run is null ? null : SpikeRecovery.Find(run.Blocks.Blocks, profile);
        (Worst, Phases) = recovery is null ? (null, []) : (WorstOf(recovery), PhasesOf(recovery));
    }

    /// <summary>The whole load, from before the spike to the end of the observed time; <see langword="null"/> when it was stopped before it began.</summary>
    public LoadResult? Run => run;

    /// <summary>
    /// Time from the end of the spike, when the load was back at its level, until the system was as before: P95 within the band and errors back,
    /// for a second and mostly from then on. <see langword="null"/> when that was not seen.
    /// </summary>
    public TimeSpan? RecoveryTime => recovery?.At is { } at ? at > profile.End ? at - profile.End : TimeSpan.Zero : null;

    /// <summary>The same from the start of the spike, when the load left its level.</summary>
    public TimeSpan? RecoveryTimeFromStart => RecoveryTime is { } time ? time + (profile.End - profile.Start) : null;

    /// <summary>P95 before the spike; zero where too little ended to know it.</summary>
    public TimeSpan P95Before => Span(recovery?.Before.P95);

    /// <summary>The highest P95 of a slice that counts as recovered.</summary>
    public TimeSpan RecoveredP95 => Span(recovery?.Limit);

    /// <summary>The worst P95 of a slice from the start of the spike on.</summary>
    public TimeSpan WorstP95 => Span(Worst?.P95);

    /// <summary>Iterations that failed from the start of the spike until the recovery, or to the end.</summary>
    public long FailedDuring => Phases.Where(phase => phase.Name is not (BeforeName or AfterName)).Sum(phase => phase.Slice.Failed);

    /// <summary>Share of the iterations that ended from the start of the spike until the recovery that failed.</summary>
    public Ratio ErrorRateDuring => new(Phases.Where(phase => phase.Name is not (BeforeName or AfterName)).Sum(phase => phase.Slice.Times.Count + phase.Slice.Failed) is var ended && ended > 0 ? (double)FailedDuring / ended : 0);

    /// <summary>Due iterations for which no user was free (arrivals only), of the whole load.</summary>
    public long Dropped => run?.Dropped ?? 0;

    /// <inheritdoc />
    public override IReadOnlyList<LoadResult> Runs => run is null ? [] : [run];

    /// <inheritdoc />
    public override Verdict Verdict => run is null || StoppedEarly is not null || !run.Validity.IsValid ? Verdict.InvalidRun
        : (Verdict)Math.Max((int)run.Verdict, (int)Judge(profile.RecoveredWithin));

    /// <inheritdoc />
    public override string Answer
    {
        get
        {
            if (run is null)
                return "Nothing was measured.";
            if (recovery is null)
                return $"Too little ended in the {Figure.Duration(profile.Before)} before the spike to know what is usual: P95 needs {PercentileStatistics.MinimumSamples(95)} iterations. Make Before longer.";
            var limit = profile.RecoveredWithin is { } within ? $" (allowed: {Figure.Duration(within)})" : "";
            var worst = Worst is null ? "" : $" P95 was {Figure.Duration(P95Before)} before, {Figure.Duration(WorstP95)} at its worst.";
            if (RecoveryTime is not { } time)
                return $"Never recovered in the {Figure.Duration(profile.Observe)} after the spike{limit}.{worst}";
            return time == TimeSpan.Zero && IsCalm
                ? $"The spike changed nothing.{worst}"
                : $"Recovered {Figure.Duration(time)} after the end of the spike{limit}, {Figure.Duration(RecoveryTimeFromStart!.Value)} after its start.{worst}";
        }
    }

    internal override LoadResult? Telling => run;

    internal override string Claim => Expected(profile.RecoveredWithin);

    private const string BeforeName = "before";
    private const string AfterName = "after";

    private SpikeSlice? Worst { get; }

    private IReadOnlyList<(string Name, SpikeSlice Slice)> Phases { get; }

    private bool IsCalm => recovery!.Slices.Where(slice => slice.Start >= profile.Start).All(recovery.IsUsual);

    /// <summary>Whether it recovered in time. Where less was observed than is allowed, not having seen it proves nothing.</summary>
    internal Verdict Judge(TimeSpan? within)
    {
        if (run is null || StoppedEarly is not null || !run.Validity.IsValid)
            return Verdict.InvalidRun;
        if (recovery is null)
            return Verdict.Inconclusive;
        if (RecoveryTime is not { } time)
            return within > profile.Observe ? Verdict.Inconclusive : Verdict.Failed;
        return time > within ? Verdict.Failed : Verdict.Passed;
    }

    internal string Expected(TimeSpan? within) => $"Expected {Name} to recover from {profile.Peak}" + (within is { } time ? $" within {Figure.Duration(time)}" : "");

    internal override ProfileReport Report() => new()
    {
        Kind = "SPIKE",
        Load = $"{profile.From} for {Figure.Duration(profile.Before)}, to {profile.Peak} in {Figure.Duration(profile.RampUp)}, held for {Figure.Duration(profile.Hold)}, "
            + $"back {(profile.RampDown == TimeSpan.Zero ? "at once" : "in " + Figure.Duration(profile.RampDown))}, {profile.From} for {Figure.Duration(profile.Observe)}",
        Short = $"{profile.From}→{profile.Peak}",
        Facts = recovery is null || run is null ? [] :
        [
            ("Recovered is", $"P95 of at most {Figure.Duration(RecoveredP95)} ({Figure.Number(profile.Band)} × {Figure.Duration(P95Before)}, or what was usual), errors back, for 1 s and mostly from then on, in slices of {Figure.Duration(recovery.Slices[0].Length)}"),
            ("Meanwhile", $"{Figure.Count(FailedDuring)} failed ({Figure.Percent(ErrorRateDuring.Value)}){(profile.From.IsRate ? $", {Figure.Count(Dropped)} dropped, {Figure.Count(run.Delayed)} waited for a free user" : "")}"),
            .. run.Evaluations.Select(evaluation => ("Expected", $"{VerdictText.Mark(evaluation.Verdict)} {evaluation.Message}")),
        ],
        Headings = ["phase", "from", "length", "throughput", "P50", "P95", "P99", "errors"],
        Rows = [.. Phases.Select(phase => Row(phase.Name, phase.Slice))],
        Expendable = [4],
        Lines = recovery is null ? [] :
        [
            ("P95 by time", [.. recovery.Slices.Select(slice => slice.P95)], $"up to {Figure.Duration(WorstP95)}"),
            ("Rate by time", [.. recovery.Slices.Select(slice => slice.Throughput)], $"{Figure.Rate(recovery.Slices.Min(slice => slice.Throughput))} to {Figure.Rate(recovery.Slices.Max(slice => slice.Throughput))}"),
        ],
        Notes = run is null ? [] : [.. run.Validity.Findings.Select(finding => finding.ToString())],
        Figures = run,
    };

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("unit", profile.From.IsRate ? "perSecond" : "users");
        json.Figure("from", profile.From.Value);
        json.Figure("peak", profile.Peak.Value);
        json.Milliseconds("spikeStartMs", profile.Start);
        json.Milliseconds("spikeEndMs", profile.End);
        json.Milliseconds("recoveredWithinMs", profile.RecoveredWithin);
        json.Milliseconds("recoveryMs", RecoveryTime);
        json.Milliseconds("recoveryFromStartMs", RecoveryTimeFromStart);
        json.Milliseconds("p95BeforeMs", recovery is null ? null : P95Before);
        json.Milliseconds("p95RecoveredMs", recovery is null ? null : RecoveredP95);
        json.Milliseconds("p95WorstMs", Worst is null ? null : WorstP95);
        json.Count("failedDuring", FailedDuring);
        json.Figure("errorRatioDuring", ErrorRateDuring.Value);
        json.Objects("slices", recovery?.Slices ?? [], (item, slice) =>
        {
            item.Milliseconds("startMs", slice.Start);
            item.Milliseconds("lengthMs", slice.Length);
            item.Count("succeeded", slice.Times.Count);
            item.Count("failed", slice.Failed);
            item.Figure("p95Ms", slice.P95 / 1e6);
        });
        json.Objects("steps", Runs, ProfileJson.WriteRun);
    }

    private static SpikeSlice? WorstOf(SpikeRecovery recovery) => recovery.Slices.Where(slice => slice.Start >= recovery.Before.End && slice.Times.Count > 0).MaxBy(slice => slice.P95);

    private List<(string Name, SpikeSlice Slice)> PhasesOf(SpikeRecovery found)
    {
        var recovered = found.At ?? TimeSpan.MaxValue;
        (string Name, TimeSpan From, TimeSpan To)[] phases =
        [
            (BeforeName, TimeSpan.Zero, found.Before.End),
            ("spike", found.Before.End, profile.End - Cut),
            ("recovering", profile.End - Cut, recovered),
            (AfterName, recovered, TimeSpan.MaxValue),
        ];
        return [.. phases
            .Select(phase => (phase.Name, Slices: found.Slices.Where(slice => slice.Start >= phase.From && slice.Start < phase.To).ToArray()))
            .Where(phase => phase.Slices.Length > 0)
            .Select(phase => (phase.Name, SpikeSlice.Join(phase.Slices)!))];
    }

    /// <summary>Cuts are not exact: a slice that begins so little before the end of the spike belongs to what comes after it.</summary>
    private static readonly TimeSpan Cut = TimeSpan.FromMilliseconds(50);

    private static string[] Row(string name, SpikeSlice slice) =>
    [
        name,
        Figure.Duration(slice.Start),
        Figure.Duration(slice.Length),
        Figure.Rate(slice.Throughput),
        Percentile(slice, 50),
        Percentile(slice, 95),
        Percentile(slice, 99),
        Figure.Percent(slice.ErrorShare),
    ];

    private static string Percentile(SpikeSlice slice, double percentile)
        => slice.Times.Count >= PercentileStatistics.MinimumSamples(percentile) ? Figure.Duration(slice.Times.ValueAtPercentile(percentile)) : StatedPercentile.NotStated;

    private static TimeSpan Span(double? nanoseconds) => nanoseconds is { } known && double.IsFinite(known) ? TimeSpan.FromTicks((long)(known / 100)) : TimeSpan.Zero;
}
