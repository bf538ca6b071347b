namespace PerfAssert;

/// <summary>The target of a load cannot be reached. Thrown before any load; the message says what to start or to correct.</summary>
public sealed class LoadTargetException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was tried, what happened, and what to do.</param>
    /// <param name="innerException">What the attempt ended with.</param>
    public LoadTargetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
