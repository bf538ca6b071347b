using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of a run as a whole. Every assertion fails on an invalid run, as it would prove nothing.</summary>
public class LoadResultAssertions : SeriesAssertions<LoadResult, LoadResultAssertions>
{
    /// <summary>Creates the assertions of a run.</summary>
    /// <param name="result">The result of the run.</param>
    public LoadResultAssertions(LoadResult result)
        : base(result)
    {
    }

    /// <inheritdoc />
    protected override string Identifier => "run";

    /// <summary>Asserts that the measurement can be trusted. Every other assertion of a run implies it.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> BeValid(string because = "", params object[] becauseArgs)
    {
        FailUnlessValid($"Expected {SubjectName} to be a valid run", because, becauseArgs);
        return And;
    }

    /// <summary>
    /// Asserts that the run is no regression against its accepted baseline, <c>Class.Method.verified.json</c> beside the test's source; as
    /// <see cref="BaselineExtensions.ShouldMatchBaselineAsync"/>, which does not block a thread while it confirms.
    /// </summary>
    /// <param name="settings">What fails and whether to confirm; by default only a confirmed regression fails.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    /// <exception cref="BaselineFileException">The baseline cannot be read or written.</exception>
    public AndConstraint<LoadResultAssertions> MatchBaseline(BaselineSettings? settings = null, string because = "", params object[] becauseArgs)
    {
        var claim = $"Expected {SubjectName} to match its baseline";
        if (FailUnlessValid(claim, because, becauseArgs))
        {
            var (comparison, fails) = BaselineExtensions.JudgeAsync(Subject, settings, "", CancellationToken.None).GetAwaiter().GetResult();
            if (fails)
                Fail(claim, $"but it is {ComparisonText.Words(comparison.Verdict)}", because, becauseArgs, "\n\n" + comparison);
        }

        return And;
    }

    /// <summary>Asserts that the run had a step or a route of this name, to go on with <c>.Which.Should()</c>.</summary>
    /// <param name="name">The name, exactly as written; a request is named like <c>GET /products/{id}</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndWhichConstraint<LoadResultAssertions, StepResult> HaveStep(string name, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(name);
        var claim = $"Expected {SubjectName} to have a step \"{name}\"";
        StepResult? step = null;
        if (FailUnlessValid(claim, because, becauseArgs))
        {
            step = Subject.Steps.Find(name);
            if (step is null)
                Fail(claim, SeriesText.NoSuchStep(Subject, name), because, becauseArgs);
        }

        return new(this, step!);
    }

    /// <summary>Asserts how large the share of seconds is in which the system answered: in which at least one iteration succeeded.</summary>
    /// <param name="limit">Such as <c>99.9.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveAvailabilityAtLeast(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("availability", Comparison.AtLeast, limit.Value, because, becauseArgs);

    /// <summary>Asserts that at least this many HTTP requests ended.</summary>
    /// <param name="limit">Number of requests.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveRequestsAtLeast(long limit, string because = "", params object[] becauseArgs)
        => Expect("requests", Comparison.AtLeast, limit, because, becauseArgs);

    /// <summary>Asserts that more HTTP requests than this ended per second.</summary>
    /// <param name="limit">Requests per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveRequestsPerSecondAbove(double limit, string because = "", params object[] becauseArgs)
        => Expect("requests/s", Comparison.Above, limit, because, becauseArgs);

    /// <summary>Asserts that at least this many HTTP requests ended per second.</summary>
    /// <param name="limit">Requests per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveRequestsPerSecondAtLeast(double limit, string because = "", params object[] becauseArgs)
        => Expect("requests/s", Comparison.AtLeast, limit, because, becauseArgs);

    /// <summary>Asserts that a user was free for every iteration when it was due (open model).</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoDroppedIterations(string because = "", params object[] becauseArgs)
        => Expect("dropped", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts how small the share of due iterations is for which no user was free (open model).</summary>
    /// <param name="limit">Such as <c>1.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveDroppedRateBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("dropped rate", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>
    /// Asserts that nothing is seen that holds the service up: no blocked pool threads, no exhausted connection pool, no N+1 queries and so
    /// on, see <see cref="BottleneckKind"/>. The failure says what it is, by which figures, and what to do.
    /// </summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoBottlenecks(string because = "", params object[] becauseArgs)
        => Expect("bottlenecks", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts how much memory this process allocates per iteration: engine, test and in-process application together.</summary>
    /// <param name="bytes">Bytes per iteration.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveAllocatedBytesPerIterationBelow(double bytes, string because = "", params object[] becauseArgs)
        => Expect("allocated per iteration", Comparison.Below, bytes, because, becauseArgs);

    /// <summary>Asserts how much CPU time this process takes per iteration: engine, test and in-process application together.</summary>
    /// <param name="limit">CPU time per iteration.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveCpuPerIterationBelow(TimeSpan limit, string because = "", params object[] becauseArgs)
        => Expect("cpu per iteration", Comparison.Below, limit.Ticks * 100.0, because, becauseArgs);

    /// <summary>Asserts how many SQL commands an in-process application executes per iteration, such as 1 where a list must not query row by row.</summary>
    /// <param name="limit">SQL commands per iteration, on average.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveSqlCommandsPerIterationAtMost(double limit, string because = "", params object[] becauseArgs)
        => Expect("sql commands per iteration", Comparison.AtMost, limit, because, becauseArgs);

    /// <summary>Asserts how many HTTP requests an in-process application sends to others per iteration.</summary>
    /// <param name="limit">Requests per iteration, on average.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveOutboundCallsPerIterationAtMost(double limit, string because = "", params object[] becauseArgs)
        => Expect("outbound calls per iteration", Comparison.AtMost, limit, because, becauseArgs);
}
