namespace PerfAssert;

/// <summary>The settings of a load test cannot be used. Thrown before any load; lists every mistake at once.</summary>
public sealed class LoadConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="errors">Every mistake found, at least one.</param>
    public LoadConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(Describe(errors))
        => Errors = errors;

    /// <summary>Every mistake found.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }

    /// <summary>The exception itself, or the mistake that kept a static field, such as a feed, from being made.</summary>
    internal static LoadConfigurationException? In(Exception? exception)
    {
        while (exception is TypeInitializationException)
            exception = exception.InnerException;
        return exception as LoadConfigurationException;
    }

    /// <summary>The text that a developer reads: one line for one mistake, a numbered list for several.</summary>
    /// <param name="errors">The mistakes.</param>
    public static string Describe(IReadOnlyList<ConfigurationError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count == 1
            ? $"The load test cannot start: {errors[0]}"
            : $"The load test cannot start, {errors.Count} settings need a change:\n"
              + string.Join('\n', errors.Select((error, index) => $"  {index + 1}. {error}"));
    }
}
