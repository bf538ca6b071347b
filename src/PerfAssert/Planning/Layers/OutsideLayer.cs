namespace PerfAssert;

/// <summary>Settings from one place outside the test. Each has its origin.</summary>
/// <param name="Settings">What stands there.</param>
/// <param name="Reach">Which tests the place speaks of.</param>
internal sealed record OutsideLayer(LoadSettings Settings, LayerReach Reach);
