namespace PerfAssert;

/// <summary>Makes a plan of settings, or lists every mistake in them at once.</summary>
public static class LoadPlanValidator
{
    /// <summary>Checks the settings.</summary>
    /// <param name="settings">As the user wrote them.</param>
    /// <param name="plan">The plan; <see langword="null"/> when there are mistakes.</param>
    /// <returns>Every mistake; empty when there is none.</returns>
    public static IReadOnlyList<ConfigurationError> Validate(LoadSettings settings, out LoadPlan? plan)
        => throw new NotImplementedException();

    /// <summary>Checks the settings.</summary>
    /// <param name="settings">As the user wrote them.</param>
    /// <exception cref="LoadConfigurationException">There are mistakes; the exception lists them all.</exception>
    public static LoadPlan CreatePlan(LoadSettings settings)
    {
        var errors = Validate(settings, out var plan);
        return plan ?? throw new LoadConfigurationException(errors);
    }
}
