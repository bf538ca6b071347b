namespace PerfAssert;

/// <summary>What the console shows without this logger's help.</summary>
internal enum ShownAnyway
{
    /// <summary>Only failed tests: the default verbosity.</summary>
    Failures,

    /// <summary>The lines of the test host's console too.</summary>
    Messages,

    /// <summary>These lines, and the output of tests that pass.</summary>
    Output,
}
