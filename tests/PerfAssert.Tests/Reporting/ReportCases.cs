using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

/// <summary>The fabricated results that every report is shown with.</summary>
internal static class ReportCases
{
    public static IEnumerable<string> Names => All.Keys;

    private static IReadOnlyDictionary<string, Func<LoadResult>> All { get; } = new Dictionary<string, Func<LoadResult>>
    {
        ["passing_closed_with_steps"] = PassingClosed,
        ["failing_open_with_dropped_and_errors"] = FailingOpen,
        ["invalid_run"] = Invalid,
        ["nothing_measured"] = NothingMeasured,
        ["stopped_early_with_awkward_names"] = StoppedEarly,
        ["stalled_closed"] = Stalled,
    };

    public static TheoryData<string> TheoryData => [.. Names];

    public static LoadResult Create(string name) => All[name]();

    public static Evaluation Evaluation(string text, Verdict verdict, double measured, long samples, string message, string? warn = null, string? step = null, string? requirement = null)
        => new(Expectation.Parse(text, warn, step, requirement), verdict, new Measurement(measured, samples), message);

    /// <summary>Milliseconds that rise evenly, the last hundredth of them four times as long.</summary>
    public static IEnumerable<double> Times(int count, double fastest, double step)
        => Enumerable.Range(0, count).Select(i => (fastest + (i * step)) * (i >= count * 0.99 ? 4 : 1));

    private static LoadResult PassingClosed()
    {
        List<StepResult> steps =
        [
            FabricatedResult.Step("browse", StepKind.Step, Times(3000, 4, 0.003)),
            FabricatedResult.Step("GET /products/{id}", StepKind.Request, Times(3000, 3, 0.002)),
            FabricatedResult.Step("GET /a/very/long/route/that/nobody/would/want/to/read/in/full/{tenant}/{category}/{product}/{variant}/prices", StepKind.Request, Times(40, 9, 0.1), [31.5], 201),
            .. Enumerable.Range(1, 12).Select(i => FabricatedResult.Step($"GET /static/{i}", StepKind.Request, Times(300, 0.1 * i, 0.001), status: 304)),
        ];
        var plan = FabricatedResult.Plan("Shop.Browse") with { ThinkTime = ThinkTime.Uniform(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)) };
        return FabricatedResult.Create(
            Times(3000, 8, 0.004),
            steps: steps,
            plan: plan,
            timeLine: [.. Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 290 + (second * 2), 15 + (second % 3)))],
            reportFolder: "/builds/shop/perf-results/20261121T133059.000Z_Shop.Browse",
            resources: FabricatedResources.Create(
                "this process: load generator and service",
                (Resources.Cpu, [0.5, 0.75, 0.25]),
                (Resources.Memory, [100 << 20, 140 << 20, 120 << 20]),
                (Resources.Gen2, [7, 7, 9]),
                (Resources.GcPause, [5e6, 6e6, 25e6]),
                (Resources.Threads, [20, 21, 19]),
                (Resources.Handles, [100, 160, 220]),
                (new Resource("queue depth", MetricUnit.Count, ResourceKind.Level), [0, 3, 1])),
            judge: _ =>
            [
                Evaluation("p95 < 200ms", Verdict.Passed, 19_400_000, 3000, "Expected P95 of Shop.Browse to be below 200 ms, and it was 19.4 ms (3,000 iterations).", requirement: "9.3"),
                Evaluation("error rate < 1%", Verdict.Passed, 0, 3000, "Expected error rate of Shop.Browse to be below 1%, and it was 0% (3,000 iterations)."),
            ]);
    }

    private static LoadResult FailingOpen()
    {
        var plan = FabricatedResult.Plan("Shop.Search", new OpenWorkload
        {
            MaxUsers = 100,
            Arrivals = ArrivalPattern.Poisson,
            Stages = [new Stage(0, 200, TimeSpan.FromSeconds(5)), Stage.Hold(200, TimeSpan.FromSeconds(25))],
        });
        return FabricatedResult.Create(
            Enumerable.Range(1, 5000).Select(i => i * 0.4),
            Enumerable.Repeat(0.1, 120),
            steps: [FabricatedResult.Step("GET /products/search", StepKind.Request, Enumerable.Range(1, 5000).Select(i => i * 0.2), Enumerable.Repeat(0.1, 120))],
            errors:
            [
                new ErrorSummary("status 503", 90, TimeSpan.FromSeconds(11.5), TimeSpan.FromSeconds(29.25), ["GET /products/search answered 503 Service Unavailable"]),
                new ErrorSummary("timeout", 30, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(15), []),
            ],
            plan: plan,
            dropped: 380,
            timeLine: [.. Enumerable.Range(0, 30).Select(second => FabricatedResult.Slice(second, second < 20 ? 200 : 100, 100 + (second * second * 2), second > 10 ? 6 : 0))],
            reportFolder: "/builds/shop/perf-results/20261121T133059.000Z_Shop.Search",
            judge: _ =>
            [
                Evaluation("p95 < 200ms", Verdict.Failed, 1.9e9, 5000, "Expected P95 of Shop.Search to be below 200 ms, but it was 1.9 s (5,000 iterations, 95% confidence 1.89 s to 1.91 s, 120 failed ones not counted).", warn: "p95 < 100ms", requirement: "9.3"),
                Evaluation("throughput >= 100/s", Verdict.Warning, 166.67, 5000, "Expected throughput of Shop.Search to be at least 100/s, and it was 167/s, not at least the warning limit of 200/s.", warn: "throughput >= 200/s", requirement: "9.3"),
                Evaluation("p99.9 < 5s", Verdict.Inconclusive, 0, 5000, "Expected P99.9 of Shop.Search to be below 5 s, but there are too few samples.", requirement: "9.4"),
                Evaluation("error rate < 1%", Verdict.Failed, 0, 0, "Expected error rate of step \"checkout\" to be below 1%, but there is no step \"checkout\".", step: "checkout"),
            ]);
    }

    private static LoadResult Invalid() => FabricatedResult.Create(
        Enumerable.Range(1, 40).Select(i => (double)i),
        validity: new RunValidity(
        [
            new ValidityFinding("debug-build", ValiditySeverity.Invalid, "The test was built for Debug, which runs several times slower.", "Run dotnet test -c Release."),
            new ValidityFinding("foreign-load", ValiditySeverity.Note, "Other processes used 12% of the CPU.", "Run on an idle machine."),
        ]),
        judge: _ => [Evaluation("p50 < 30ms", Verdict.Passed, 20e6, 40, "Expected P50 of Shop.Search to be below 30 ms, and it was 20 ms (40 iterations).", requirement: "9.3")]);

    private static LoadResult NothingMeasured() => FabricatedResult.Create(
        [],
        plan: FabricatedResult.Plan("Shop.Empty", new ClosedWorkload { Users = 3, Iterations = 500 }) with { WarmUp = WarmUp.None },
        judge: _ => [Evaluation("p95 < 200ms", Verdict.Failed, 0, 0, "Expected P95 of Shop.Empty to be below 200 ms, but there is no data: no iterations ended.")]);

    private static LoadResult StoppedEarly()
    {
        const string Name = "Shop|Search(<b>\"naïve\"</b>, *検索*, \r\n🚀 │ `a_b`)";
        return FabricatedResult.Create(
            Enumerable.Range(1, 200).Select(i => i * 1.5),
            [12, 13],
            steps: [FabricatedResult.Step("GET /a|b/<id>", StepKind.Request, Enumerable.Range(1, 200).Select(i => (double)i))],
            errors: [new ErrorSummary("HttpRequestException", 2, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.6), ["a | b <script>alert(1)</script>\n   at \u001b[31mred\u001b[0m & café\ud800"])],
            plan: FabricatedResult.Plan(Name) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(2)), Pacing = TimeSpan.FromSeconds(1) },
            timeLine: [FabricatedResult.Slice(0, 100, 250), FabricatedResult.Slice(1, 0, 0, failed: 2), FabricatedResult.Slice(2, 100, 280) with { Length = TimeSpan.FromSeconds(0.37), ForeignCpu = double.NaN }],
            stoppedEarly: "The test was cancelled (Timeout = 3000).");
    }

    private static LoadResult Stalled() => FabricatedResult.Create(
        [.. Enumerable.Repeat(5.0, 78_950), .. Enumerable.Repeat(2000.0, 50)],
        plan: FabricatedResult.Plan("Shop.Stalls"),
        timeLine:
        [
            .. Enumerable.Range(0, 4).Select(second => FabricatedResult.Slice(second, 9875, 5)),
            FabricatedResult.Slice(4, 0, 0), FabricatedResult.Slice(5, 50, 2000),
            .. Enumerable.Range(6, 4).Select(second => FabricatedResult.Slice(second, 9875, 5)),
        ]);
}
