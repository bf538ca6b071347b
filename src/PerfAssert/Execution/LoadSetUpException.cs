namespace PerfAssert;

/// <summary>The set-up of the run or of a user failed, so no load was applied.</summary>
public sealed class LoadSetUpException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Whose set-up failed, and how.</param>
    /// <param name="innerException">What the set-up threw, if it threw.</param>
    public LoadSetUpException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
