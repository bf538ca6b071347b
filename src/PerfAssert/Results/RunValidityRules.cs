namespace PerfAssert;

/// <summary>Judges the measurement before the code is judged. Pure but for the debugger's presence, which is handed in.</summary>
internal static class RunValidityRules
{
    /// <summary>Below this share of the asked load, the load was not what the test asked for.</summary>
    private const double EnoughLoad = 0.95;

    /// <summary>A late start is part of the response time, so it never flatters; above half of it the run measures the machine.</summary>
    private const double LagShare = 0.5;

    private const double PercentileOfLag = 95;
    /// <summary>In a shorter run the first moments of threads and connections are most of it: how exactly it was loaded is then a note.</summary>
    private static readonly TimeSpan ShortestJudged = TimeSpan.FromSeconds(1);

    /// <summary>Other work on a machine delays starts by some ten milliseconds now and then: that is noise, and noise fails no test.</summary>
    private static readonly TimeSpan LagFloor = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LagWorthKnowing = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StarvedPool = TimeSpan.FromMilliseconds(100);

    public static RunValidity Judge(LoadPlan plan, PhaseOutcome outcome, EnvironmentInfo environment, bool inProcess, bool debuggerAttached, bool mayOverload = false)
    {
        var findings = new List<ValidityFinding>();
        var cost = ResultBuilder.Cost(outcome);
        var whole = outcome.Totals.Get(Recorder.IterationSeries);

        if (outcome.StoppedEarly is { } reason)
            Invalid("stopped-early", $"The run was {reason}.", "What was measured is in the report; give the test more time, or shorten the load.");
        if (whole.Response.Count + whole.Failed.Count == 0)
            Invalid("nothing-measured", "No iteration ended during the run.", "Make Duration or GracefulStop longer than one iteration takes.");
        Build(plan, environment, debuggerAttached, findings);
        Saturation(plan, outcome, mayOverload, findings);

        if (cost.StartLagP95 > LagFloor && cost.StartLagP95 > new LatencySummary(whole.Response).Percentile(PercentileOfLag) * LagShare)
        {
            Judged(
                "scheduling-lag",
                $"Iterations started late: P95 {Figure.Duration(cost.StartLagP95)} after they were due, half of the response time or more.",
                "The load generator had no CPU: lower the rate, use a machine with more cores, or keep other work off it.");
        }
        else if (cost.StartLagP99 > LagWorthKnowing)
        {
            Note(
                "scheduling-lag",
                $"Some iterations started late: P99 {Figure.Duration(cost.StartLagP99)} after they were due; the response times include it.",
                "A quieter machine measures more exactly.");
        }

        if (cost.PoolDelayP95 > StarvedPool)
        {
            var problem = $"Work waited {Figure.Duration(cost.PoolDelayP95)} (P95) for a thread of the thread pool: something blocks threads (.Result, .Wait(), Thread.Sleep) or computes on them for long.";
            if (inProcess)
                Note("thread-pool-starved", problem, "The application and the test share the pool; look for sync-over-async in both.");
            else
                Judged("thread-pool-starved", problem, "Await instead of blocking in the test's own code, and use fewer users where it computes.");
        }

        if (outcome.Abandoned > 0)
            Note("ignored-cancellation", $"{outcome.Abandoned} iterations ignored their cancellation and were left behind.", "Hand user.CancellationToken to what the iteration awaits.");
        MachineRules.Judge(outcome, cost, environment, inProcess, SeverityOf(outcome), findings);
        ConnectionRules.Judge(outcome, inProcess, SeverityOf(outcome), findings);
        Pacing(plan, outcome, findings);
        if (!outcome.WarmUpSettled)
            Note("warm-up-not-settled", $"The cost of an iteration still fell after {Figure.Duration(outcome.WarmUp)} of warm-up.", "Set WarmUp to a longer time if the first seconds of the time line look slow.");
        foreach (var problem in outcome.Watched.Problems)
            Note("monitor", problem + ".", "The measured times are not affected.");
        foreach (var problem in outcome.TearDownProblems)
            Note("tear-down", problem + ".", "The measurement is not affected.");

        return findings.Count == 0 ? RunValidity.Clean : new RunValidity([.. findings.OrderByDescending(finding => finding.Severity)]);

        void Judged(string rule, string problem, string remedy) => findings.Add(new(rule, SeverityOf(outcome), problem, remedy));
        void Invalid(string rule, string problem, string remedy) => findings.Add(new(rule, ValiditySeverity.Invalid, problem, remedy));
        void Note(string rule, string problem, string remedy) => findings.Add(new(rule, ValiditySeverity.Note, problem, remedy));
    }

    /// <summary>Paced users that cannot keep up flatter nothing, as their response times count from the schedule; but it is not the load that was asked for.</summary>
    private static void Pacing(LoadPlan plan, PhaseOutcome outcome, List<ValidityFinding> findings)
    {
        if (plan.Pacing is not { } pacing || plan.Workload is not ClosedWorkload { Iterations: null, IterationsPerUser: null } || outcome.StoppedEarly is not null)
            return;

        // Each user's first start falls somewhere into its first period, so that one start each may be missing.
        var asked = (outcome.AskedUserTime / EngineTime.Nanoseconds(pacing)) - outcome.PeakUsers;
        if (asked > 0 && outcome.Started < asked * EnoughLoad)
        {
            findings.Add(new(
                "pacing-missed",
                ValiditySeverity.Note,
                $"Users started {Figure.Count(outcome.Started)} iterations where one every {Figure.Duration(pacing)} of each makes {Figure.Count((long)asked)} or more.",
                "Iterations take longer than the period; their response times count from when they should have started. Use more users with a longer Pacing for the same rate, or find out why they are slow."));
        }
    }

    private static ValiditySeverity SeverityOf(PhaseOutcome outcome)
        => outcome.Window < ShortestJudged ? ValiditySeverity.Note : ValiditySeverity.Invalid;

    /// <summary>Share of the machine that other processes left; users that wait because of them say nothing about the test.</summary>
    private static double LeftByOthers(PhaseOutcome outcome)
    {
        var foreign = ResultBuilder.Cost(outcome).ForeignCpu;
        return double.IsNaN(foreign) ? 1 : 1 - foreign;
    }

    private static void Build(LoadPlan plan, EnvironmentInfo environment, bool debuggerAttached, List<ValidityFinding> findings)
    {
        var severity = plan.AllowDebugBuild ? ValiditySeverity.Note : ValiditySeverity.Invalid;
        if (environment.Build == "Debug")
            findings.Add(new("debug-build", severity, "A Debug build was measured.", "Run: dotnet test -c Release."));
        if (debuggerAttached)
            findings.Add(new("debugger", severity, "A debugger was attached.", "Run without it."));
    }

    private static void Saturation(LoadPlan plan, PhaseOutcome outcome, bool mayOverload, List<ValidityFinding> findings)
    {
        if (outcome.StoppedEarly is not null)
            return;
        if (plan.Workload is OpenWorkload open && outcome.Due > 0)
        {
            var share = 1 - ((double)outcome.Dropped / outcome.Due);
            var problem = $"{Figure.Count(outcome.Dropped)} of {Figure.Count(outcome.Due)} due iterations were dropped ({Figure.Percent(1 - share)}), as all {open.MaxUsers} users were busy.";
            if (share < EnoughLoad && !mayOverload)
            {
                findings.Add(new(
                    "generator-saturated",
                    ValiditySeverity.Invalid,
                    problem,
                    $"The asked rate was not reached: raise MaxUsers (rate × mean response time, and some) or lower ArrivalRate to what the system can take."));
            }
            else if (outcome.Dropped > 0)
            {
                findings.Add(new("dropped-iterations", ValiditySeverity.Note, problem, "Their response times are missing from the statistics; raise MaxUsers to have them."));
            }
        }
        else if (outcome.ConcurrencyShare < EnoughLoad * LeftByOthers(outcome) && outcome.Started > outcome.PeakUsers)
        {
            findings.Add(new(
                "generator-saturated",
                SeverityOf(outcome),
                $"Users that were ready to go on had no thread for {Figure.Percent(1 - outcome.ConcurrencyShare)} of the time: about {Figure.Number(outcome.ConcurrencyShare * outcome.PeakUsers)} of {outcome.PeakUsers} users were really active.",
                "Iterations that compute or block hold their thread: lower Users to what the cores can run, or await inside the iteration."));
        }
    }
}
