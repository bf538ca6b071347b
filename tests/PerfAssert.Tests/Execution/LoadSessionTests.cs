using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>Short runs in real time, judged by counts only.</summary>
[Collection(nameof(AloneCollection))]
public class LoadSessionTests
{
    private static readonly LoadSettings Hundred = new() { Name = "hundred", Users = 4, Iterations = 100, AllowDebugBuild = true };

    [Fact]
    public async Task A_run_without_an_adapter_measures_judges_and_reports()
    {
        var settings = Hundred with { Expectations = [new ExpectationSettings("p50 < 1h"), new ExpectationSettings("errors > 5")] };

        var result = await new LoadRun(settings).RunAsync(user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask());

        Assert.Equal(100, result.Succeeded);
        Assert.Equal([Verdict.Passed, Verdict.Failed], result.Evaluations.Select(evaluation => evaluation.Verdict));
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal(["latency.hlog", "measurement.json", "resources.csv", "results.json", "summary.md", "timeline.csv"], Directory.GetFiles(result.ReportFolder!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Users_leave_the_synchronization_context_of_the_test_framework()
    {
        var result = await new LoadRun(Hundred).RunAsync(_ => Assert.Null(SynchronizationContext.Current));

        result.AssertNoFailures();
    }

    [Fact]
    public async Task Users_whose_code_blocks_get_a_thread_each()
    {
        const int users = 60;
        using var all = new CountdownEvent(users);
        var settings = new LoadSettings { Name = "blocking", Users = users, Duration = "20s", AllowDebugBuild = true, AllowErrors = true };
        using var stop = new CancellationTokenSource();

        // Ends as soon as 60 users have been inside their iterations at the same time.
        var result = await new LoadRun(LoadPlanValidator.CreatePlan(settings) with { WarmUp = WarmUp.None }, stop.Token).RunAsync(user =>
        {
            if (user.Iteration > 0)
                return;
            all.Signal();
            if (all.Wait(TimeSpan.FromSeconds(15)))
                stop.Cancel();
        });

        Assert.True(all.IsSet, $"Only {users - all.CurrentCount} of {users} users were active at once ({result.Count} iterations).");
    }

    [Theory]
    [InlineData("1", "", true)]
    [InlineData("1", "measure", false)]
    [InlineData("1", "accept", false)]
    [InlineData("0", "", false)]
    public async Task The_environment_ends_hopeless_runs_where_they_are_judged(string hopeless, string mode, bool ends)
    {
        // Ended within a second or two, or run to its end: it takes long enough for one of them.
        var settings = Hundred with { Iterations = null, Duration = ends ? "60s" : "2s", WarmUp = "none", Expectations = [new ExpectationSettings("errors == 0")] };
        var session = new LoadSession
        {
            Variable = name => name switch
            {
                BaselineEnvironment.EndWhenHopelessVariable => hopeless,
                BaselineEnvironment.ModeVariable => mode,
                _ => null,
            },
        };

        var result = await new LoadRun(LoadPlanValidator.CreatePlan(settings), session, CancellationToken.None).RunAsync(async user =>
        {
            await user.PauseAsync(TimeSpan.FromMilliseconds(5));
            user.Fail("out of stock");
        });

        Assert.Equal(ends, result.GivenUp is not null);
        Assert.Equal(ends, result.MeasuredDuration < TimeSpan.FromSeconds(settings.Duration == "60s" ? 60 : 2));
        Assert.Equal(!ends, MeasurementFile.Read(Path.Combine(result.ReportFolder!, MeasurementFile.FileName)).Valid);
    }

    [Fact]
    public async Task A_debug_build_is_refused_before_any_load()
    {
        var ran = false;
        var scenario = new Scenario(_ =>
        {
            ran = true;
            return default;
        }) { Code = DebugAssembly() };

        var error = await Assert.ThrowsAsync<LoadConfigurationException>(() => new LoadRun(Hundred with { AllowDebugBuild = false }).RunAsync(scenario));

        Assert.False(ran);
        Assert.Equal(
            "The load test cannot start: Shop.Tests.dll is a Debug build, whose times say nothing about the code. Run: dotnet test -c Release. To run it all the same, set AllowDebugBuild = true or PERFASSERT_ALLOW_DEBUG=1; the result will say so.",
            error.Message);
    }

    [Fact]
    public async Task An_allowed_debug_build_says_so_in_the_result()
    {
        var result = await new LoadRun(Hundred).RunAsync(new Scenario(_ => default) { Code = DebugAssembly() });

        Assert.Contains(result.Validity.Findings, finding => finding.Rule == "debug-build");
        Assert.True(result.Validity.IsValid);
    }

    private static AssemblyBuilder DebugAssembly() => AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName("Shop.Tests"),
        AssemblyBuilderAccess.Run,
        [new CustomAttributeBuilder(typeof(DebuggableAttribute).GetConstructor([typeof(bool), typeof(bool)])!, [true, true])]);

    /// <summary>Far more than what tests running beside this one keep or free meanwhile.</summary>
    [Fact]
    public async Task What_iterations_keep_is_seen_after_the_run()
    {
        const int kept = 1024 * 1024;
        var leak = new System.Collections.Concurrent.ConcurrentBag<byte[]>();
        var result = await new LoadRun(Hundred).RunAsync(_ => leak.Add(new byte[kept]));
        Assert.InRange(result.Blocks.RetainedBytes!.Value, leak.Count * (long)kept / 2, leak.Count * (long)kept * 2);
    }
}
