namespace PerfAssert;

/// <summary>A result does not match its baseline; the message is the whole comparison.</summary>
public sealed class BaselineMismatchException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="comparison">What was found.</param>
    public BaselineMismatchException(BaselineComparison comparison)
        : base(comparison?.ToString())
    {
        ArgumentNullException.ThrowIfNull(comparison);
        Comparison = comparison;
    }

    /// <summary>What was found.</summary>
    public BaselineComparison Comparison { get; }
}
