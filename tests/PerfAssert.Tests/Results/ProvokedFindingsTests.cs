using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using PerfAssert.Tests.Execution;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Results;

/// <summary>
/// Findings on the measurement, each brought about as in life. In real time, but nothing depends on the speed of the machine: what is
/// wrong here is wrong on any, and more so on a busy one.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class ProvokedFindingsTests
{
    private static readonly LoadPlan Plan = new()
    {
        Name = "provoked",
        Workload = Users(20),
        WarmUp = WarmUp.None,
        AllowDebugBuild = true,
        AllowErrors = true,
        GracefulStop = TimeSpan.FromSeconds(2),
    };

    [Fact]
    public async Task Users_that_compute_without_a_pause_starve_each_other()
    {
        // Fifty users for each core, who want one all the time.
        var result = await RunAsync(Plan with { Workload = Users(50 * Environment.ProcessorCount) }, user => Spin(TimeSpan.FromMilliseconds(20)));

        AssertStarved(result);
    }

    [Fact]
    public async Task Threads_that_are_blocked_behind_an_await_starve_the_pool()
    {
        var result = await RunAsync(Plan with { Workload = Users(1_000) }, async user =>
        {
            await Task.Yield();
            Thread.Sleep(200);
        });

        AssertStarved(result);
    }

    [Fact]
    public async Task Other_processes_that_take_the_cores_are_seen()
    {
        if (!OperatingSystem.IsLinux())
            return;

        // Twice as many as there are cores, and next to nothing of our own: they have nearly all of it.
        var hogs = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => Process.Start("/bin/sh", ["-c", "while :; do :; done"])).ToList();
        try
        {
            var result = await RunAsync(Plan with { Workload = Users(1) }, user => user.PauseAsync(TimeSpan.FromMilliseconds(50)).AsTask());

            var finding = Assert.Single(result.Validity.Findings, finding => finding.Rule == "busy-machine");
            Assert.Equal(ValiditySeverity.Note, finding.Severity);
            Assert.StartsWith("Other processes used ", finding.Problem, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var hog in hogs)
            {
                hog.Kill();
                hog.Dispose();
            }
        }
    }

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "ports-exhausted", "200 operations (50%) failed because no local port was left for a new connection.")]
    [InlineData(SocketError.AddressAlreadyInUse, "ports-exhausted", "200 operations (50%) failed because no local port was left for a new connection.")]
    [InlineData(SocketError.TooManyOpenSockets, "too-many-open-files", "200 operations (50%) failed because this process may not open more files, and each socket is one.")]
    public void Limits_of_the_sending_machine_make_a_run_invalid(SocketError error, string rule, string problem)
    {
        var plan = Plan with { Workload = new ClosedWorkload { Users = 4, Iterations = 400 } };

        var result = EngineRun.Run(plan, async (user, _) =>
        {
            await user.PauseAsync(TimeSpan.FromMilliseconds(10));
            if (user.Iteration % 2 == 0)
                throw new HttpRequestException("Cannot assign requested address (shop.example:443)", new SocketException((int)error));
        });

        var finding = Assert.Single(result.Validity.Findings);
        Assert.Equal((rule, ValiditySeverity.Invalid, problem), (finding.Rule, finding.Severity, finding.Problem));
        Assert.Equal(Verdict.InvalidRun, result.Verdict);
        Assert.Equal(error == SocketError.TooManyOpenSockets ? "too many open files" : "no local port", Assert.Single(result.Errors).Kind);
    }

    [Fact]
    public void One_failure_of_many_is_a_note()
    {
        var plan = Plan with { Workload = new ClosedWorkload { Users = 4, Iterations = 400 } };

        var result = EngineRun.Run(plan, async (user, _) =>
        {
            await user.PauseAsync(TimeSpan.FromMilliseconds(10));
            if (user.Iteration == 50 && user.Id == 1)
                throw new HttpRequestException("…", new SocketException((int)SocketError.AddressNotAvailable));
        });

        Assert.True(result.Validity.IsValid);
        Assert.Equal("ports-exhausted", Assert.Single(result.Validity.Findings).Rule);
    }

    [Fact]
    public void A_pace_that_the_system_cannot_keep_is_noted()
    {
        var plan = Plan with { Workload = Users(10, 60), Pacing = TimeSpan.FromSeconds(1) };

        var slow = EngineRun.Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromSeconds(2)));
        var fast = EngineRun.Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(990)));

        var finding = Assert.Single(slow.Validity.Findings);
        Assert.Equal(("pacing-missed", ValiditySeverity.Note), (finding.Rule, finding.Severity));
        Assert.Equal("Users started 301 iterations where one every 1 s of each makes 590 or more.", finding.Problem);
        Assert.Empty(fast.Validity.Findings);
    }

    [Fact]
    public async Task Requests_that_wait_for_one_of_few_connections_are_counted()
    {
        await using var target = new OneConnection();

        // 20 users share one connection of 5 ms per request and more: each waits for 19 others.
        var result = await new LoadRun(Plan).Against(target).RunAsync(user => user.Http.GetStringAsync("/mix", user.CancellationToken));

        var finding = Assert.Single(result.Validity.Findings, finding => finding.Rule == "connections-waited-for");
        Assert.Equal(ValiditySeverity.Note, finding.Severity);
        Assert.Contains(" requests waited for a connection, or for a stream of one, ", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_samples_for_the_percentile_are_inconclusive()
    {
        var plan = Plan with { Workload = new ClosedWorkload { Users = 2, Iterations = 20 }, Expectations = [Expectation.Parse("p99 < 1h")] };

        var result = await RunAsync(plan, user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask());

        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Equal(
            "Expected P99 of provoked to be below 1 h, but P99 needs at least 299 successful iterations and there were 20: run longer, or expect p75.",
            result.Evaluations.Single().Message);
    }

    [Fact]
    public async Task A_debug_build_that_may_be_measured_and_a_debugger_are_in_the_result()
    {
        var assembly = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("MyTests"), System.Reflection.Emit.AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new System.Reflection.Emit.CustomAttributeBuilder(
            typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!,
            [DebuggableAttribute.DebuggingModes.DisableOptimizations | DebuggableAttribute.DebuggingModes.Default]));
        var few = Plan with { Workload = new ClosedWorkload { Users = 2, Iterations = 20 } };
        var session = new LoadSession { IsDebugged = () => true };

        var allowed = await new LoadRun(few, session, CancellationToken.None).RunAsync(new Scenario(_ => default) { Code = assembly });
        var refused = await Assert.ThrowsAsync<LoadConfigurationException>(
            () => new LoadRun(few with { AllowDebugBuild = false }).RunAsync(new Scenario(_ => default) { Code = assembly }));

        Assert.Equal(["debug-build", "debugger"], allowed.Validity.Findings.Select(finding => finding.Rule).Where(rule => rule.StartsWith("debug", StringComparison.Ordinal)).Order());
        Assert.Equal("Debug", allowed.Environment.Build);
        Assert.Contains("dotnet test -c Release", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pauses_of_the_garbage_collector_are_counted_slice_by_slice()
    {
        var result = await RunAsync(Plan with { Workload = new ClosedWorkload { Users = 1, Iterations = 50 } }, _ => GC.Collect());

        Assert.True(result.Cost.GcPause > TimeSpan.Zero);
        Assert.Equal(result.Cost.GcPause.TotalMilliseconds, result.TimeLine.Sum(slice => slice.GcPause.TotalMilliseconds), 0.01);
    }

    /// <summary>Which of the signs shows first depends on the machine and on what else it does; that the run proves nothing does not.</summary>
    private static void AssertStarved(LoadResult result)
    {
        string[] signs = ["generator-saturated", "scheduling-lag", "thread-pool-starved"];
        Assert.Contains(result.Validity.Findings, finding => finding.Severity == ValiditySeverity.Invalid && signs.Contains(finding.Rule));
        Assert.Equal(Verdict.InvalidRun, result.Verdict);
    }

    private static ClosedWorkload Users(int users, double seconds = 1.5) => new() { Users = users, Stages = [Stage.Hold(users, TimeSpan.FromSeconds(seconds))] };

    private static Task<LoadResult> RunAsync(LoadPlan plan, Action<VirtualUser> iteration) => RunAsync(plan, user =>
    {
        iteration(user);
        return Task.CompletedTask;
    });

    private static Task<LoadResult> RunAsync(LoadPlan plan, Func<VirtualUser, Task> iteration) => new LoadRun(plan).RunAsync(iteration);

    private static void Spin(TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
            Thread.SpinWait(50);
    }

    /// <summary>A service behind a client that keeps a single connection.</summary>
    private sealed class OneConnection : ILoadTarget, IAsyncDisposable
    {
        private readonly KnownTarget service = new();
        private readonly SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 1, MeterFactory = LoadMeters.Shared };

        public string Transport => "one connection";

        public Uri BaseAddress => new(service.Url);

        public HttpMessageHandler Handler => handler;

        public Assembly? Application => null;

        public async ValueTask StartAsync(int users, CancellationToken cancellationToken) => await service.InitializeAsync();

        public string NameRequest(HttpMethod method, Uri uri) => "GET /";

        public UserScope? CreateScope() => null;

        public async ValueTask DisposeAsync()
        {
            handler.Dispose();
            await service.DisposeAsync();
        }
    }
}
