using FluentAssertions;

namespace PerfAssert;

/// <summary>What can be asserted of a run as a whole. Every assertion fails on an invalid run, as it would prove nothing.</summary>
public partial class LoadResultAssertions : SeriesAssertions<LoadResult, LoadResultAssertions>
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

    /// <summary>
    /// Asserts that the memory of the process, managed and native, does not keep growing with the iterations. The run has to be checked for leaks:
    /// by <c>LeakCheck = true</c> on the attribute, by <c>[SoakFact]</c>, or by <see cref="LoadRun.CheckLeaks"/>.
    /// </summary>
    /// <param name="maxBytesPerIteration">
    /// Growth per iteration that is accepted, in bytes; what is not beyond doubt above it passes. Without any limit the usual one holds: 100 B of
    /// managed memory, 512 B of native memory.
    /// </param>
    /// <param name="maxTotal">Growth during the check that is accepted, in bytes, such as <c>50.Megabytes()</c>, be it a leak or a cache that fills up.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative or no number.</exception>
    public AndConstraint<LoadResultAssertions> HaveNoMemoryLeak(double? maxBytesPerIteration = null, double? maxTotal = null, string because = "", params object[] becauseArgs)
    {
        RequireLimit(maxBytesPerIteration, nameof(maxBytesPerIteration));
        RequireLimit(maxTotal, nameof(maxTotal));
        var limits = new[]
        {
            maxBytesPerIteration is { } bytes ? $"more than {Figure.Bytes(bytes)} per iteration" : null,
            maxTotal is { } total ? $"more than {Figure.Bytes(total)} in all" : null,
        }.OfType<string>().ToArray();
        var claim = $"Expected {SubjectName} to have no memory leak" + (limits.Length == 0 ? "" : $" of {string.Join(" or ", limits)}");
        if (FailUnlessValid(claim, because, becauseArgs) && MemoryLeakJudge.Finding(Subject, maxBytesPerIteration, maxTotal) is { } finding)
            Fail(claim, "but " + finding, because, becauseArgs);
        return And;
    }

    /// <summary>Asserts that nothing of the process keeps growing with the iterations: memory, handles, timers, threads, assemblies.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveNoLeak(string because = "", params object[] becauseArgs)
        => Expect("leaks", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>
    /// Asserts how much the median response time rises from the beginning of a steady load to its end; what is not beyond chance counts as nothing.
    /// </summary>
    /// <param name="limit">Such as <c>30.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<LoadResultAssertions> HaveDriftBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("drift", Comparison.Below, limit.Value, because, becauseArgs);

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

    private static void RequireLimit(double? limit, string name)
    {
        if (limit is { } value && !(value >= 0))
            throw new ArgumentOutOfRangeException(name, value, "A limit of bytes is 0 or more.");
    }
}
