namespace PerfAssert;

/// <summary>
/// From what a test writes to its plan. From the weakest: the preset, the scenario, the test itself, the settings file, the environment
/// variables.
/// </summary>
/// <param name="outside">What stands outside the test.</param>
/// <param name="names">The test as patterns of the settings file name it.</param>
internal sealed class LoadPlanning(OutsideSettings outside, IReadOnlyCollection<string> names)
{
    /// <summary>Makes the plan, or lists every mistake.</summary>
    /// <param name="code">As the test writes it.</param>
    /// <param name="scenario">Its scenario; <see langword="null"/> for none.</param>
    /// <param name="plan">The plan; <see langword="null"/> when there are mistakes.</param>
    public IReadOnlyList<ConfigurationError> Plan(LoadSettings code, LoadSettings? scenario, out LoadPlan? plan)
    {
        plan = null;
        var errors = Resolve(code, scenario, out var settings);
        return errors.Count > 0 ? errors : LoadPlanValidator.Validate(settings, out plan);
    }

    /// <summary>The settings that hold, or every mistake in them.</summary>
    /// <inheritdoc cref="Plan"/>
    /// <param name="code">As the test writes it.</param>
    /// <param name="scenario">Its scenario; <see langword="null"/> for none.</param>
    /// <param name="settings">With everything that holds for the test.</param>
    public IReadOnlyList<ConfigurationError> Resolve(LoadSettings code, LoadSettings? scenario, out LoadSettings settings)
    {
        settings = SettingLayers.WithPreset(scenario is null ? code : SettingLayers.Over(code, scenario), outside.Preset);
        var errors = new List<ConfigurationError>(outside.Errors);

        // The test has to be right without what stands outside it, unless it leaves its load to that.
        if (SettingLayers.SayLoad(settings))
            errors.AddRange(LoadPlanValidator.Validate(settings, out _));
        if (errors.Count > 0)
            return errors;
        var adjustment = outside.Adjust(settings, names);
        settings = adjustment.Result;
        errors.AddRange(adjustment.Misfits);
        errors.AddRange(LoadPlanValidator.Validate(settings, out _));
        return errors;
    }
}
