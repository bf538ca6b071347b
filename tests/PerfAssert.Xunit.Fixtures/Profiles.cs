using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Fixtures;

public class Profiles(ITestOutputHelper output)
{
    [StepUpFact(Steps = "1 → 2 users", StepDuration = "300ms", Settle = "0s", WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Two_steps))]
    public async Task Stepped_up(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    [StressFact(From = 1, To = 4, Factor = 2, StepDuration = "300ms", Settle = "0s", WarmUp = "none", AllowDebugBuild = true, Bisect = false)]
    [Expect("iterations >= 1")]
    public async Task Searched(LoadRun load)
    {
        var stress = await load.StressAsync(user => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask());
        output.WriteLine($"last good {stress.LastGood}");
    }

    [StressFact(From = 1, To = 4, Factor = 2, StepDuration = "300ms", Settle = "0s", WarmUp = "none", AllowDebugBuild = true, Bisect = false, AtLeast = 2)]
    [Expect("iterations >= 1000000")]
    public async Task Found_wanting(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    [StressFact(From = 1, To = 4, StepDuration = "300ms", AllowDebugBuild = true)]
    public async Task Asks_for_less(LoadRun load) => await load.RunAsync(user => Task.CompletedTask);

    [VolumeFact(Rows = "10, 100", Prepare = nameof(Fill), Users = 1, Iterations = 10, AllowDebugBuild = true, Assert = nameof(Both_sizes))]
    public void Grown(VirtualUser user) => Journal.Write<Profiles>("iteration");

    [SpikeFact(Users = 1, Peak = 3, Before = "500ms", RampUp = "0s", Hold = "250ms", Observe = "1500ms", Band = 100, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Spiked(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    private void Fill(long rows, CancellationToken cancellationToken) => Journal.Write<Profiles>($"filled {rows}");

    private void Two_steps(StepSeriesResult result) => Assert.Equal([1, 2], result.Steps.Select(step => step.PeakUsers));

    private void Both_sizes(VolumeResult result) => Assert.Equal([10, 100], result.Sizes.Select(size => size.Rows));
}
