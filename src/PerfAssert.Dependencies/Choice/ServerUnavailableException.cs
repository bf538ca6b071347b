namespace PerfAssert;

/// <summary>
/// There is no such server here, which says nothing about the code under test: the test that needs it is skipped. Where
/// <c>PERFASSERT_REQUIRE</c> names the server, the test fails.
/// </summary>
public sealed class ServerUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What was looked for, and what to do.</param>
    /// <param name="skips">Whether the test shall be skipped; else it fails.</param>
    public ServerUnavailableException(string reason, bool skips = true)
        : base(skips ? DynamicSkip.Prefix + reason : reason)
    {
        Reason = reason;
        Skips = skips;
    }

    /// <summary>What was looked for, and what to do: the message without the mark by which xUnit knows a skip.</summary>
    public string Reason { get; }

    /// <summary>Whether the test is skipped.</summary>
    public bool Skips { get; }
}
