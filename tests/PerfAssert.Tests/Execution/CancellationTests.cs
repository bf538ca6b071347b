using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>A run that is cancelled ends within a second, whatever its iterations do, and leaves nothing behind.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CancellationTests
{
    /// <summary>For what takes a second on an idle machine: far more than any busy one needs, far less than the minutes of the load.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> All => EveryWorkload.Of(_ => true);

    [Theory]
    [MemberData(nameof(All))]
    public void Within_a_second_of_the_engines_clock(string workload)
    {
        foreach (var obedient in new[] { true, false })
        {
            using var stop = new CancellationTokenSource();
            var time = new VirtualTime();
            var cancelled = 0L;
            var plan = EveryWorkload.Plan(workload);

            var result = EngineRun.Run(time, plan, new Scenario(user =>
            {
                // In the fourth second; until then iterations are quick.
                if (time.Now < 4 * EngineTime.Second)
                    return user.PauseAsync(TimeSpan.FromMilliseconds(10));
                if (cancelled == 0)
                {
                    cancelled = time.Now;
                    stop.Cancel();
                }

                return obedient ? user.PauseAsync(TimeSpan.FromHours(1)) : new ValueTask(new TaskCompletionSource().Task);
            }), stop.Token);

            Assert.InRange(time.Now - cancelled, 0, EngineTime.Second);
            Assert.Equal(Verdict.InvalidRun, result.Verdict);
            Assert.Contains(result.Validity.Findings, finding => finding.Rule == "stopped-early");
            Assert.True(result.Succeeded > 0);
            Assert.Equal(0, result.Failed);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_is_left_behind(string workload)
    {
        var threads = EngineThreads();
        await using var silent = new SilentService();
        using var target = new HttpTarget(await silent.StartAsync());
        using var release = new ManualResetEventSlim();
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<VirtualUser, Task>[] bodies =
        [
            user => Task.Delay(TimeSpan.FromMinutes(5), user.CancellationToken),
            _ => never.Task,
            _ =>
            {
                release.Wait();
                return Task.CompletedTask;
            },
            async user => await user.Http.GetAsync("/"),
        ];

        var outcomes = await Task.WhenAll(bodies.Select(body => Task.Run(() => CancelAsync(EveryWorkload.Plan(workload), target, body))));
        release.Set();
        never.SetResult();

        Assert.All(outcomes, outcome =>
        {
            Assert.NotNull(outcome.StoppedEarly);
            Assert.Equal(0, outcome.TimersLeft);
        });
        target.Dispose();
        await BecomesAsync(() => silent.Connections == 0, () => $"{silent.Connections} connections are still open");
        await BecomesAsync(() => EngineThreads() <= threads, () => $"{EngineThreads()} of the engine's threads are left, before there were {threads}");
        Assert.False(IsHeard("http.client.request.time_in_queue"));
    }

    private static async Task<(string? StoppedEarly, int TimersLeft)> CancelAsync(LoadPlan plan, HttpTarget target, Func<VirtualUser, Task> body)
    {
        using var stop = new CancellationTokenSource();
        using var time = new SystemEngineTime();
        var started = 0;

        await target.StartAsync(plan.Workload.UserCount, CancellationToken.None);
        var scenario = new Scenario(async user =>
        {
            // Each user's first iteration is quick, so that something was measured; then the third that begins to hang ends the run.
            if (user.Iteration == 0)
                return;
            if (Interlocked.Increment(ref started) == 3)
                stop.Cancel();

            // A few do what is tested (each may hold a thread), the others wait as they should.
            if (Volatile.Read(ref started) > 8)
                await Task.Delay(TimeSpan.FromMinutes(5), user.CancellationToken);
            else
                await body(user);
        });
        var outcome = await new LoadEngine(time, plan, scenario, target, stop.Token).RunAsync().WaitAsync(Patience);
        return (outcome.StoppedEarly, time.Waiting);
    }

    private static async Task BecomesAsync(Func<bool> holds, Func<string> otherwise)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!holds())
        {
            Assert.True(Environment.TickCount64 < until, otherwise());
            await Task.Delay(20);
        }
    }

    /// <summary>Whether anybody still listens to an instrument of the users' connections.</summary>
    private static bool IsHeard(string instrument)
        => LoadMeters.Shared.Create(new MeterOptions("System.Net.Http")).CreateHistogram<double>(instrument).Enabled;

    /// <summary>Threads by the names that the engine gives them; the kernel keeps 15 characters. 0 where they cannot be counted.</summary>
    private static int EngineThreads() => !OperatingSystem.IsLinux() ? 0 : Directory.EnumerateDirectories("/proc/self/task").Count(task =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("PerfAssert ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    /// <summary>Accepts requests and never answers.</summary>
    private sealed class SilentService : IAsyncDisposable
    {
        private WebApplication? app;
        private int connections;

        public int Connections => Volatile.Read(ref connections);

        public async Task<string> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Use(next => async connection =>
            {
                Interlocked.Increment(ref connections);
                try
                {
                    await next(connection);
                }
                finally
                {
                    Interlocked.Decrement(ref connections);
                }
            })));
            app = builder.Build();
            app.MapGet("/", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
            await app.StartAsync();
            return app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null)
                await app.DisposeAsync();
        }
    }
}
