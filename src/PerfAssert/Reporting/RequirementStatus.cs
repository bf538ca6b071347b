namespace PerfAssert;

/// <summary>A requirement and the expectations that prove it.</summary>
/// <param name="Id">Id of the requirement.</param>
/// <param name="Status">The gravest verdict of its expectations; an invalid run proves no requirement.</param>
/// <param name="Evaluations">What became of its expectations.</param>
internal sealed record RequirementStatus(string Id, Verdict Status, IReadOnlyList<Evaluation> Evaluations)
{
    /// <summary>The requirements that a result speaks of, in the order of their first expectation.</summary>
    public static IReadOnlyList<RequirementStatus> Of(LoadResult result) =>
    [
        .. result.Evaluations
            .Where(evaluation => evaluation.Expectation.Requirement is not null)
            .GroupBy(evaluation => evaluation.Expectation.Requirement!, StringComparer.Ordinal)
            .Select(group => new RequirementStatus(
                group.Key,
                result.Validity.IsValid ? group.Max(evaluation => evaluation.Verdict) : Verdict.InvalidRun,
                [.. group])),
    ];
}
