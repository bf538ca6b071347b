using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Profiles;

/// <summary>
/// The same truths once in real time. The targets know when each iteration is to end, so that only lateness disturbs: margins are those of a
/// machine on which others work too.
/// </summary>
[Collection(nameof(AloneCollection))]
public class RealProfileTests
{
    [Fact]
    public async Task A_stress_search_finds_the_places_of_a_real_run()
    {
        var run = new LoadRun(new LoadSettings { Name = "places", Users = 5, Duration = "600ms", WarmUp = "none", AllowDebugBuild = true });
        var target = new RealCapacity(places: 20, TimeSpan.FromMilliseconds(40));

        var stress = await run.StressAsync(target.ServeAsync, new StressSettings { From = 5, To = 80, Factor = 2, Settle = "200ms", Bisect = false });

        // Late timers make each iteration longer, with few users and with many: by the same, unless the machine has no core left.
        Assert.True(stress.IsGeneratorLimited || stress.Knee is not { } knee || knee.Value is > 14 and < 26, stress.ToString());
        Assert.True(stress.Steps.Count >= 3, stress.ToString());
        Assert.Equal(stress.Steps.Count, Directory.GetDirectories(Path.Combine(stress.ReportFolder!, "runs")).Length);
        Assert.True(File.Exists(Path.Combine(stress.ReportFolder!, "profile.json")));
    }

    [Fact]
    public async Task A_spike_recovers_when_its_queue_is_served()
    {
        var run = new LoadRun(new LoadSettings { Name = "queue", ArrivalRate = "150/s", MaxUsers = 900, MaxStartDelay = "10s", Duration = "1s", WarmUp = "none", AllowDebugBuild = true });
        var target = new RealCapacity(places: 1, TimeSpan.FromMilliseconds(2.5));

        // 650/s on 400/s for 2 s leave 500 in the queue, which 400 − 150 = 250/s work off in 2 s. A busy machine serves more slowly and has waits of its
        // own, of some tens of milliseconds, beside the queue's second: the exact time is a matter of virtual time.
        var spike = await run.SpikeAsync(target.ServeAsync, new SpikeSettings { Peak = "650/s", Before = "1500ms", RampUp = "0s", Hold = "2s", Observe = "5s", Band = 25 });

        Assert.True(spike.Verdict == Verdict.InvalidRun || spike.RecoveryTime?.TotalSeconds is > 1 and < 4.5, spike.ToString());
    }

    [Fact]
    public async Task A_search_that_is_cancelled_tells_what_it_measured()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        var run = new LoadRun(new LoadSettings { Name = "cancelled", Users = 1, Duration = "300ms", WarmUp = "none", AllowDebugBuild = true }, stop.Token)
            .BeforeUser(user =>
            {
                // The first user of the third step.
                if (user.Id == 1 && Interlocked.Increment(ref steps) == 3)
                    stop.Cancel();
                return Task.CompletedTask;
            });

        var series = await run.RunStepsAsync(user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask(), new StepSeriesSettings { Steps = "1 → 2 → 3 → 4 users", Settle = "0s" });

        Assert.Equal(2, series.Steps.Count);
        Assert.Equal(Verdict.InvalidRun, series.Verdict);
        Assert.StartsWith("cancelled after ", series.StoppedEarly, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_surrounds_the_load_is_done_once_around_all_steps()
    {
        int before = 0, after = 0, users = 0, checks = 0;
        var run = new LoadRun(new LoadSettings { Name = "around", Users = 1, Duration = "300ms", WarmUp = "none", AllowDebugBuild = true })
            .Preflight("the shelf is there", _ => Task.FromResult(checks++))
            .BeforeRun(_ => Task.FromResult(before++))
            .AfterRun(_ => Task.FromResult(after++))
            .BeforeUser(_ => Task.FromResult(Interlocked.Increment(ref users)));

        var series = await run.RunStepsAsync(
            [new Behaviour("browse", user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask()) { Weight = 3 }, new Behaviour("buy", user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask())],
            new StepSeriesSettings { Steps = "1 → 2 → 3 users", Settle = "0s" });

        Assert.Equal((1, 1, 1, 6), (checks, before, after, users));
        Assert.All(series.Steps, step => Assert.NotNull(step.Steps.Find("browse")));
    }

    [Fact]
    public async Task Settings_of_another_profile_are_a_mistake()
    {
        var run = new LoadRun(new LoadSettings { Users = 1, Duration = "50ms", AllowDebugBuild = true });

        var exception = await Assert.ThrowsAsync<LoadConfigurationException>(() => run.SpikeAsync(_ => Task.CompletedTask));
        Assert.Equal("The load test cannot start: The call in a [LoadFact] does not say what to ask. Give it settings: new SpikeSettings { … }.", exception.Message);
    }

    /// <summary>As <see cref="KnownCapacity"/>, in real time.</summary>
    private sealed class RealCapacity
    {
        private readonly PriorityQueue<int, long> queue = new();
        private readonly TimeSpan service;

        public RealCapacity(int places, TimeSpan service)
        {
            this.service = service;
            for (var place = 0; place < places; place++)
                queue.Enqueue(place, 0);
        }

        public Task ServeAsync(VirtualUser user)
        {
            var now = TimeProvider.System.GetTimestamp();
            long end;
            lock (queue)
            {
                _ = queue.TryPeek(out var place, out var free);
                end = Math.Max(free, now) + (long)(service.TotalSeconds * TimeProvider.System.TimestampFrequency);
                queue.DequeueEnqueue(place, end);
            }

            return user.PauseAsync(TimeProvider.System.GetElapsedTime(now, end)).AsTask();
        }
    }
}
