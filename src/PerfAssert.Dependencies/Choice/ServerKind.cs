namespace PerfAssert;

/// <summary>Where a server comes from.</summary>
internal enum ServerKind
{
    Automatic,
    Native,
    Docker,

    /// <summary>The user's, by connection string or delegate.</summary>
    Own,
}
