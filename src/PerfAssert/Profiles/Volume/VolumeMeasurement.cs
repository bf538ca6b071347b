namespace PerfAssert;

/// <summary>Fills the store and applies the load, size by size.</summary>
internal sealed class VolumeMeasurement(VolumeProfile profile, LoadPlan plan, CancellationToken stop) : ProfileMeasurement<VolumeResult>
{
    /// <summary>After the first size the code is compiled: what is left to warm up are caches.</summary>
    private static readonly TimeSpan LaterWarmUp = TimeSpan.FromSeconds(1);

    private readonly List<VolumeSize> sizes = [];

    public override async Task RunAsync(Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        foreach (var rows in profile.Sizes)
        {
            await profile.Prepare!(rows, stop).ConfigureAwait(false);
            var name = $"{Figure.Count(rows)} rows";
            var step = plan with { Name = $"{plan.Name} with {name}", WarmUp = sizes.Count > 0 && plan.WarmUp == WarmUp.Auto ? WarmUp.For(LaterWarmUp) : plan.WarmUp };
            sizes.Add(new VolumeSize(rows, await apply(step, name).ConfigureAwait(false)));
        }
    }

    public override VolumeResult Result(ProfileContext context) => new(context, profile, [.. sizes]);
}
