namespace PerfAssert;

/// <summary>A feed that hands out each row once has none left. The iteration fails, of the kind <c>feed exhausted</c>.</summary>
public sealed class FeedExhaustedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">How many rows there were, and what to write instead.</param>
    public FeedExhaustedException(string message)
        : base(message)
    {
    }
}
