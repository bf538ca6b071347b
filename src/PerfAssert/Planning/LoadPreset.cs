namespace PerfAssert;

/// <summary>
/// A load that is described by its purpose. What a test writes itself takes the place of the preset's value, one at a time. The values
/// are those of <see cref="LoadPresets"/>, unless a settings file gives others.
/// </summary>
public enum LoadPreset
{
    /// <summary>No preset: the test says its load itself.</summary>
    None,

    /// <summary>A smoke test: does it work at all under a few users? 5 users for 10 s.</summary>
    Light,

    /// <summary>The test of a feature, in each pull request: 20 users for 30 s.</summary>
    Medium,

    /// <summary>Before production: 100 users, up in 30 s, then for 90 s.</summary>
    Heavy,
}
