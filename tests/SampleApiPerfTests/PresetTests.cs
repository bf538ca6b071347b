namespace SampleApiPerfTests;

/// <summary>Loads by their purpose. Here shorter than their presets: these tests run with every build.</summary>
public class PresetTests(Shop shop) : IClassFixture<Shop>
{
    public Shop Shop { get; } = shop;

    // docs:preset
    [LoadFact(Preset = LoadPreset.Light, Duration = "1s", WarmUp = "500ms")]
    [Expect("p95 < 500ms")]
    public async Task A_page_is_served(VirtualUser user) => await user.Http.GetStringAsync("/products?page=1");
    // docs:end
}
