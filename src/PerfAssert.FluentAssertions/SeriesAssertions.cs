using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace PerfAssert;

/// <summary>
/// What can be asserted of a series of operations, whole iterations or a step. Judged like <c>[Expect]</c>: no data fails, and
/// so does a percentile with too few samples to tell.
/// </summary>
/// <typeparam name="TSubject">The kind of series.</typeparam>
/// <typeparam name="TAssertions">The assertions that <c>.And</c> continues with.</typeparam>
public abstract partial class SeriesAssertions<TSubject, TAssertions> : ReferenceTypeAssertions<TSubject, TAssertions>
    where TSubject : SeriesResult
    where TAssertions : SeriesAssertions<TSubject, TAssertions>
{
    /// <summary>Creates the assertions of a series.</summary>
    /// <param name="subject">The series.</param>
    private protected SeriesAssertions(TSubject subject)
        : base(subject)
    {
    }

    private protected string SubjectName => Subject is null ? $"the {Identifier}" : SeriesText.Subject(Subject);

    private protected AndConstraint<TAssertions> And => new((TAssertions)this);

    /// <summary>Asserts an expectation in the grammar of <c>[Expect]</c>.</summary>
    /// <param name="expectation">Such as <c>p95 &lt; 200ms</c> or, of a run, <c>error rate of checkout &lt; 1%</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    /// <exception cref="ArgumentException">The text is not an expectation; the message says what is wrong and what to write instead.</exception>
    public AndConstraint<TAssertions> Satisfy(string expectation, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        if (!ExpectationParser.TryParse(new(expectation), text => $"Satisfy({text})", out var parsed, out var error))
            throw new ArgumentException(error.ToString(), nameof(expectation));
        if (Subject is StepResult && parsed.Step is not null)
            throw new ArgumentException($"Satisfy(\"{expectation}\") names a step but is asserted of a step already. Leave the step out.", nameof(expectation));
        if (Subject is StepResult && parsed.Metric.WholeIterationsOnly)
        {
            throw new ArgumentException(
                $"Satisfy(\"{expectation}\") is asserted of a step, but \"{parsed.Metric.Name}\" is known for the whole run only. Assert it of the run.",
                nameof(expectation));
        }


        return Expect(parsed, because, becauseArgs);
    }

    private protected AndConstraint<TAssertions> Expect(string metric, Comparison comparison, double limit, string because, object[] becauseArgs)
        => Expect(Metrics.Find(metric)!, comparison, limit, because, becauseArgs);

    private protected AndConstraint<TAssertions> Expect(Metric metric, Comparison comparison, double limit, string because, object[] becauseArgs)
        => Expect(
            new Expectation
            {
                Text = $"{metric.Name} {ExpectationParser.Symbol(comparison)} {MetricText.Format(metric.Unit, limit)}",
                Metric = metric,
                Comparison = comparison,
                Limit = limit,
            },
            because,
            becauseArgs);

    /// <summary>Fails when there is nothing to assert of, or when the run is invalid.</summary>
    private protected bool FailUnlessValid(string claim, string because, object[] becauseArgs)
    {
        if (Subject is null)
            Fail(claim, "but it is <null>", because, becauseArgs);
        else if (Subject is LoadResult { Validity.IsValid: false } run)
            Fail(claim, "but the run is invalid: " + Invalidity(run), because, becauseArgs);
        else
            return true;
        return false;
    }

    private protected static void Fail(string claim, string finding, string because, object[] becauseArgs, string explanation = "")
        => Execute.Assertion.BecauseOf(because, becauseArgs)
            .FailWith("{0}{reason}, {1}.{2}", new Verbatim(claim), new Verbatim(finding), new Verbatim(explanation));

    private static string Invalidity(LoadResult run)
        => string.Join(' ', run.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid)).TrimEnd('.');

    private AndConstraint<TAssertions> Expect(Expectation expectation, string because, object[] becauseArgs)
    {
        var run = Subject as LoadResult;
        if (expectation.Metric.JudgesErrors && expectation.Step is null)
            run?.MarkErrorsJudged();

        var judgement = Subject is null ? null
            : run is null ? ExpectationEvaluator.JudgeSeries(expectation, Subject)
            : ExpectationEvaluator.Judge(expectation, run);
        if (FailUnlessValid(judgement?.Claim ?? ExpectationEvaluator.Claim(expectation, SubjectName), because, becauseArgs)
            && judgement!.Verdict is not (Verdict.Passed or Verdict.Warning))
        {
            Fail(judgement.Claim, judgement.Finding, because, becauseArgs, Explanation(expectation, run));
        }

        return And;
    }

    /// <summary>
    /// What explains the failure, to follow its sentence. In an assertion scope it follows all sentences, once for each
    /// series, however many assertions of it failed.
    /// </summary>
    private string Explanation(Expectation expectation, LoadResult? run)
    {
        SeriesResult shown = expectation.Step is { } name && run?.Steps.Find(name) is { } step ? step : Subject;
        var text = FailureMessage.Explain(shown, expectation.Metric.Times is null ? null : expectation, run);
        if (text.Length == 0)
            return "";

        // Outside a scope FluentAssertions makes a new one for every use.
        var scope = AssertionScope.Current;
        if (!ReferenceEquals(scope, AssertionScope.Current))
            return "\n\n" + text;
        var key = $"the figures of {SubjectName}";
        if (scope.Get<string>(key)?.Contains(DistributionText.LimitMark, StringComparison.Ordinal) != true)
            scope.AddReportable(key, text);
        return "";
    }
}
