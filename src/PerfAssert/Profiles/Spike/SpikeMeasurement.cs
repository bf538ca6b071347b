namespace PerfAssert;

/// <summary>Applies the one load of a spike.</summary>
internal sealed class SpikeMeasurement(SpikeProfile profile, LoadPlan plan) : ProfileMeasurement<SpikeResult>
{
    /// <summary>Five minutes in quarters of a second: longer spikes are seen in halves.</summary>
    public const int BlockCapacity = 1200;

    private readonly List<LoadResult> runs = [];

    public override async Task RunAsync(Func<LoadPlan, string, Task<LoadResult>> apply) => runs.Add(await apply(profile.Plan(plan), $"{profile.From} to {profile.Peak}").ConfigureAwait(false));

    public override void Stopped(LoadResult partial) => runs.Add(partial);

    public override SpikeResult Result(ProfileContext context) => new(context, profile, runs.Count > 0 ? runs[0] : null);
}
