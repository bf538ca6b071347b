namespace PerfAssert;

/// <summary>A baseline file cannot be read or written; the message names the file, what is wrong and what to do.</summary>
public sealed class BaselineFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The file, what is wrong, what to do.</param>
    /// <param name="innerException">What the system said.</param>
    public BaselineFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
