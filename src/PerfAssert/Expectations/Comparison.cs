namespace PerfAssert;

/// <summary>How a measured value is held against a limit.</summary>
public enum Comparison
{
    /// <summary>&lt;</summary>
    Below,

    /// <summary>&lt;=</summary>
    AtMost,

    /// <summary>&gt;</summary>
    Above,

    /// <summary>&gt;=</summary>
    AtLeast,

    /// <summary>==</summary>
    Exactly,
}
