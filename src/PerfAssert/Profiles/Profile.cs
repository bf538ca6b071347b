namespace PerfAssert;

/// <summary>A question to the code under load that takes several runs, or a run of a certain shape, to answer: read, checked, and ready to be run.</summary>
internal abstract record Profile
{
    /// <summary>The settings whose values a profile has itself, so that nothing from outside the test changes its question.</summary>
    private static readonly string[] OwnSettings = [nameof(LoadSettings.Users), nameof(LoadSettings.ArrivalRate), nameof(LoadSettings.Stages)];

    /// <summary>The attribute that asks it, as a message shows it.</summary>
    public abstract string Attribute { get; }

    /// <summary>The call that asks it.</summary>
    public abstract string Call { get; }

    /// <summary>Whether its levels of load are its own, so that nothing from outside the test changes them.</summary>
    public virtual bool HasOwnLevels => true;

    /// <summary>The profile with the lengths that the plan of its test has in the end.</summary>
    /// <param name="plan">Of the settings that the profile gave, with what stands outside the test.</param>
    public abstract Profile For(LoadPlan plan);

    /// <summary>Runs it.</summary>
    /// <param name="run">Says the plan, the target, and what is done around the load.</param>
    /// <param name="compose">Makes the scenario.</param>
    public abstract Task<ProfileResult> RunAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose);

    /// <summary>The run of a test that asks this.</summary>
    /// <param name="run">With the plan of the test.</param>
    public LoadRun Ask(LoadRun run)
    {
        var profile = For(run.Plan);
        return (HasOwnLevels ? run.With(plan => plan with { Overrides = [.. plan.Overrides.Where(given => !OwnSettings.Contains(given.Setting))] }) : run).Asking(profile);
    }

    /// <summary>Reports settings of a load that the profile says itself.</summary>
    /// <param name="reader">Told of them.</param>
    /// <param name="written">As the test wrote it.</param>
    /// <param name="instead">What says it here, such as <c>its levels are From and To</c>.</param>
    /// <param name="allowed">Settings that have a meaning in the profile.</param>
    protected static void Refuse(SettingsReader reader, LoadSettings written, string instead, params string[] allowed)
    {
        string[] refused =
        [
            nameof(written.Users), nameof(written.ArrivalRate), nameof(written.Stages), nameof(written.Duration), nameof(written.Iterations),
            nameof(written.IterationsPerUser), nameof(written.RampUp), nameof(written.RampDown), nameof(written.Preset),
        ];
        foreach (var setting in SettingDefinitions.All.Where(setting => refused.Contains(setting.Name) && !allowed.Contains(setting.Name)))
        {
            if (setting.Get(written) is { } value && value is not LoadPreset.None)
                reader.Report(value is LoadPreset ? $"{setting.Name} = LoadPreset.{value}" : reader.Stated(setting.Name, value), $"has no place here: {instead}", $"Remove {setting.Name}.");
        }
    }
}
