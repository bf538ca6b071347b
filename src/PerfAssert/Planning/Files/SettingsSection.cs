namespace PerfAssert;

/// <summary>Overrides of a settings file: for all tests, and for some.</summary>
internal sealed record SettingsSection
{
    public LoadSettings All { get; init; } = new();

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TestPattern> Tests { get; init; } = [];

    /// <summary>What the section says of a test, the weakest first: the more letters a pattern has, the more exactly it means this test.</summary>
    /// <param name="names">The test with and without its namespace.</param>
    public IEnumerable<OutsideLayer> Layers(IReadOnlyCollection<string> names)
        => Tests.Where(test => names.Any(test.Matches))
            .OrderBy(test => test.Letters)
            .Select(test => new OutsideLayer(test.Settings, test.IsExact ? LayerReach.Exact : LayerReach.Pattern))
            .Prepend(new OutsideLayer(All, LayerReach.Everywhere));
}
