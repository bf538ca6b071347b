using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>How the time of an iteration grows with the rows of its store.</summary>
public sealed class VolumeResult : ProfileResult
{
    /// <summary>An interval wider than this to either side proves no limit that it straddles: a quarter of a power.</summary>
    private const double TooWide = 0.25;

    /// <summary>Where growth between the last two sizes is so much above that over all, the small sizes hide it.</summary>
    private const double Steeper = 0.2;

    /// <summary>The steps and routes that grow most, so many of them.</summary>
    private const int MostSteps = 3;

    private readonly VolumeProfile profile;

    internal VolumeResult(ProfileContext context, VolumeProfile profile, IReadOnlyList<VolumeSize> sizes)
        : base(context)
    {
        this.profile = profile;
        Sizes = sizes;
        Growth = GrowthFit.Of(sizes);
    }

    /// <summary>What was measured at each size, rising.</summary>
    public IReadOnlyList<VolumeSize> Sizes { get; }

    /// <summary>The growth of the median service time; <see langword="null"/> when a size had too few iterations.</summary>
    public Growth? Growth { get; }

    /// <inheritdoc />
    public override IReadOnlyList<LoadResult> Runs => [.. Sizes.Select(size => size.Result)];

    /// <inheritdoc />
    public override Verdict Verdict
    {
        get
        {
            if (StoppedEarly is not null || Sizes.Count == 0)
                return Verdict.InvalidRun;
            var worst = Sizes.Max(size => size.Result.Verdict);
            return (Verdict)Math.Max((int)worst, (int)Judge(profile.MaxExponent));
        }
    }

    /// <inheritdoc />
    public override string Answer
    {
        get
        {
            if (Sizes.Count == 0)
                return "Nothing was measured.";
            var bad = Sizes.FirstOrDefault(size => size.Result.Verdict is not (Verdict.Passed or Verdict.Warning));
            var why = bad is null ? "" : $" With {Figure.Count(bad.Rows)} rows it did not pass: "
                + (bad.Result.Validity.Findings.FirstOrDefault(finding => finding.Severity == ValiditySeverity.Invalid)?.Problem ?? bad.Result.Evaluations.MaxBy(evaluation => evaluation.Verdict)!.Message);
            if (Growth is null)
                return $"The growth is not known: a median needs {GrowthFit.FewestIterations} iterations at each size.{why}";
            return $"Time grows as {Growth}: {Figure.Duration(Sizes[0].Time)} with {Figure.Count(Sizes[0].Rows)} rows, {Figure.Duration(Sizes[^1].Time)} with {Figure.Count(Sizes[^1].Rows)}, {Meaning(Growth.Exponent)}."
                + (profile.MaxExponent is { } most ? $" Accepted: rows^{Text(most)}." : "") + why;
        }
    }

    internal override LoadResult? Telling => Sizes.Count == 0 ? null : (Sizes.FirstOrDefault(size => size.Result.Verdict is not (Verdict.Passed or Verdict.Warning)) ?? Sizes[^1]).Result;

    internal override string Claim => profile.MaxExponent is { } most ? Expected(most) : $"Expected {Name} to pass with any number of rows";

    internal static string Text(double exponent) => exponent.ToString("0.##", CultureInfo.InvariantCulture);

    internal string Expected(double most) => $"Expected the time of {Name} to grow less than rows^{Text(most)}";

    /// <summary>Failed only when the whole interval is above the limit; inconclusive where the limit lies inside and the measurement is no proof for it.</summary>
    internal Verdict Judge(double? most)
    {
        if (StoppedEarly is not null || Sizes.Count == 0 || Sizes.Any(size => !size.Result.Validity.IsValid))
            return Verdict.InvalidRun;
        if (Growth is null)
            return Verdict.Inconclusive;
        if (most is not { } limit || Growth.Upper < limit)
            return Verdict.Passed;
        if (Growth.Lower >= limit)
            return Verdict.Failed;
        return Growth.Exponent >= limit || Growth.Upper - Growth.Exponent > TooWide ? Verdict.Inconclusive : Verdict.Passed;
    }

    internal override ProfileReport Report() => new()
    {
        Kind = "VOLUME",
        Load = $"{string.Join(", ", profile.Sizes.Select(Figure.Count))} rows, each: {PlanText.Describe(Plan)}",
        Short = $"≤ {Figure.Count(profile.Sizes[^1])} rows",
        Facts = [.. Facts()],
        Headings = ["rows", "median", "P95", "throughput", "errors", "SQL", "bytes", "allocated", "working set", "verdict"],
        Rows = [.. Sizes.Select(Row)],
        Expendable = [8, 7, 6],
        Lines =
        [
            ("Time by rows", [.. Sizes.Select(size => size.Time.TotalMilliseconds)], Sizes.Count == 0 ? "" : $"{Figure.Duration(Sizes.Min(size => size.Time))} to {Figure.Duration(Sizes.Max(size => size.Time))}"),
        ],
        Notes = Growth is { } growth && growth.Last > growth.Exponent + Steeper
            ? [$"Between the last two sizes time grows as rows^{Text(growth.Last)}: a fixed cost hides the growth at the smaller ones. Larger sizes show it."]
            : [],
        Figures = Sizes.Count == 0 ? null : Sizes[^1].Result,
    };

    internal override void Write(Utf8JsonWriter json)
    {
        json.Figure("maxExponent", profile.MaxExponent);
        json.Figure("exponent", Growth?.Exponent);
        json.Figure("exponentLower", Growth?.Lower);
        json.Figure("exponentUpper", Growth?.Upper);
        json.Figure("exponentOfLastSizes", Growth?.Last);
        json.Objects("steps", Sizes, (item, size) =>
        {
            item.Count("rows", size.Rows);
            item.Milliseconds("medianMs", size.Time);
            item.Figure("sqlCommandsPerIteration", size.Result.SqlCommandsPerIteration);
            item.Figure("bytesPerIteration", size.BytesPerIteration);
            item.Figure("allocatedBytesPerIteration", size.Result.Cost.AllocatedBytesPerIteration);
            item.Count("workingSetBytes", size.WorkingSet);
            ProfileJson.WriteRun(item, size.Result);
        });
    }

    private IEnumerable<(string, string)> Facts()
    {
        var steps = Sizes.Count < 2 ? [] : Sizes[^1].Result.Steps
            .Select(step => (step.Name, Growth: GrowthFit.Of(Sizes, step.Name)))
            .Where(step => step.Growth is not null)
            .OrderByDescending(step => step.Growth!.Exponent)
            .Take(MostSteps)
            .ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            var (first, last) = (Sizes[0].Result.Steps.Find(steps[i].Name)!, Sizes[^1].Result.Steps.Find(steps[i].Name)!);
            yield return (i == 0 ? "By step" : "", $"{steps[i].Name}: {steps[i].Growth}, {Figure.Duration(first.ServiceTime.P50)} to {Figure.Duration(last.ServiceTime.P50)}");
        }

        if (Sizes.Count > 1 && Sizes[0].Result.SqlCommandsPerIteration is { } few && Sizes[^1].Result.SqlCommandsPerIteration is { } many && many > few * 2)
            yield return ("SQL", $"commands per iteration grow with the rows, from {Figure.Number(few)} to {Figure.Number(many)}: a query for each row");
    }

    private static string[] Row(VolumeSize size) =>
    [
        Figure.Count(size.Rows),
        size.Result.Succeeded == 0 ? StatedPercentile.NotStated : Figure.Duration(size.Time),
        StatedPercentile.Text(size.Result.ResponseTime, 95),
        Figure.Rate(size.Result.Throughput),
        Figure.Percent(size.Result.ErrorRate.Value),
        size.Result.SqlCommandsPerIteration is { } sql ? Figure.Number(sql) : StatedPercentile.NotStated,
        Figure.Bytes(size.BytesPerIteration),
        Figure.Bytes(size.Result.Cost.AllocatedBytesPerIteration),
        Figure.Bytes(size.WorkingSet),
        $"{VerdictText.Mark(size.Result.Verdict)} {VerdictText.Words(size.Result.Verdict)}",
    ];

    /// <summary>What an exponent is known as.</summary>
    private static string Meaning(double exponent) => exponent switch
    {
        < 0.15 => "hardly at all",
        < 0.8 => "more slowly than the rows",
        < 1.25 => "about in proportion to the rows",
        < 1.75 => "faster than the rows",
        _ => "as the square of the rows or worse",
    };
}
