namespace PerfAssert.Tool;

/// <summary>Whether the figures of a past run count.</summary>
internal enum RunState
{
    /// <summary>It ended, and nothing speaks against its measurement.</summary>
    Ended,

    /// <summary>It ended, but its measurement cannot be trusted.</summary>
    Invalid,

    /// <summary>It has not ended, or was killed.</summary>
    Running,
}
