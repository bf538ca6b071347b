namespace PerfAssert;

/// <summary>Which tests a place outside them speaks of, and with it how much it may say.</summary>
internal enum LayerReach
{
    /// <summary>All tests: it changes values that a test has, and adds none.</summary>
    Everywhere,

    /// <summary>Tests by a pattern of their names: it also adds think time, pacing, limits and ramps, where the load can have them.</summary>
    Pattern,

    /// <summary>One test by its name: it adds actions too, and what the load of that test cannot have is a mistake.</summary>
    Exact,
}
