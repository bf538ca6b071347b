namespace PerfAssert;

/// <summary>Names by which xUnit finds the adapter's parts; it wants text, not types.</summary>
internal static class AdapterTypes
{
    public const string Assembly = "PerfAssert.Xunit";
    public const string FactDiscoverer = "PerfAssert." + nameof(LoadFactDiscoverer);
    public const string TheoryDiscoverer = "PerfAssert." + nameof(LoadTheoryDiscoverer);
    public const string TraitDiscoverer = "PerfAssert." + nameof(LoadTraitDiscoverer);
}
