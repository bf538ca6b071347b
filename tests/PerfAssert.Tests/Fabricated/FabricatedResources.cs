namespace PerfAssert.Tests.Fabricated;

internal static class FabricatedResources
{
    /// <summary>Resources with a value each second from the start on.</summary>
    public static ResourceCollection Create(string? process, params (Resource Resource, double[] Values)[] series)
        => new([.. series.Select(one => new ResourceSeries(one.Resource, [.. one.Values.Select((value, second) => new ResourceSample(TimeSpan.FromSeconds(second), value))]))], process);
}
