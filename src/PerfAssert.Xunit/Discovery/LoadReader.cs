using System.Reflection;

namespace PerfAssert;

/// <summary>The load of a test as its attribute, its scenario and what stands outside it say together: a plan, or the mistakes in it.</summary>
internal sealed class LoadReader
{
    private readonly OutsideSettings outside;
    private readonly LoadPlanning planning;
    private readonly LoadAttribute attribute;
    private readonly ScenarioDataAttribute? data;
    private readonly LoadPlan? plan;
    private readonly Dictionary<string, LoadPlan> plans = [];
    private readonly List<ConfigurationError> errors = [];

    public LoadReader(Type testClass, MethodInfo method, LoadAttribute attribute, IReadOnlyList<ExpectationSettings> expectations)
    {
        var name = $"{testClass.Name}.{method.Name}";
        outside = OutsideSettings.Of(testClass.Assembly);
        planning = new LoadPlanning(outside, [name, $"{testClass.FullName}.{method.Name}"]);
        this.attribute = attribute;
        data = method.GetCustomAttribute<ScenarioDataAttribute>();
        var reader = new SettingsReader();
        (Profile, var written) = attribute.ReadProfile(attribute.ToSettings(name, expectations), reader);
        errors.AddRange(reader.Errors);
        CheckScenarios();
        if (data is not null)
            ReadEach(written);
        else if (FindScenario(out var scenario))
            errors.AddRange(planning.Plan(written, scenario, out plan));
        else if (SettingLayers.SayLoad(written))
            errors.AddRange(LoadPlanValidator.Validate(written, out _));
    }

    /// <summary>What the test asks beside the result of one load; <see langword="null"/> for nothing, or when it has mistakes.</summary>
    public Profile? Profile { get; }

    /// <summary>Every mistake in the load.</summary>
    public IReadOnlyList<ConfigurationError> Errors => errors;

    /// <summary>The plan of a row; there were no mistakes.</summary>
    /// <param name="row">Fitted to the row parameters; of a theory over scenarios it begins with the scenario's name.</param>
    /// <exception cref="LoadConfigurationException">The row names no scenario.</exception>
    public LoadPlan PlanFor(IReadOnlyList<object?> row)
    {
        if (data is null)
            return plan!;
        return row is [string name, ..] && plans.TryGetValue(name, out var found)
            ? found
            : throw new LoadConfigurationException([new ConfigurationError(
                $"Row ({string.Join(", ", row.Select(RowValue.Text))})",
                "does not begin with the name of a scenario",
                "Let the first data parameter be the scenario: string scenario.")]);
    }

    /// <summary>The scenarios that the body may choose from.</summary>
    public LoadScenarios Scenarios() => outside.Scenarios(data?.File ?? attribute.ScenarioFile);

    /// <summary>The plan of a scenario that the body chooses: what stands outside the test holds for it too.</summary>
    public LoadPlan PlanScenario(LoadSettings scenario)
    {
        var mistakes = planning.Plan(scenario, null, out var chosen);
        return chosen ?? throw new LoadConfigurationException(mistakes);
    }

    private void CheckScenarios()
    {
        if (Profile?.HasOwnLevels == true && attribute.Scenario is { } named)
        {
            errors.Add(new ConfigurationError(
                $"Scenario = \"{named}\"", $"has no place in a {Profile.Attribute}, which says its load itself", "Remove it, or use [LoadFact]."));
        }

        if (data is not null && (attribute.Scenario ?? attribute.ScenarioFile) is not null)
        {
            errors.Add(new ConfigurationError(
                attribute.Scenario is { } name ? $"Scenario = \"{name}\"" : $"ScenarioFile = \"{attribute.ScenarioFile}\"",
                "has no place beside [ScenarioData], which runs every scenario of its file",
                "Remove one of them; the file of [ScenarioData] is its argument."));
        }
    }

    private bool FindScenario(out LoadSettings? scenario)
    {
        scenario = null;
        if (attribute.Scenario is null)
            return true;
        try
        {
            scenario = SettingLayers.From(Scenarios()[attribute.Scenario], attribute.Scenario);
            return true;
        }
        catch (LoadConfigurationException exception)
        {
            errors.AddRange(exception.Errors);
            return false;
        }
    }

    /// <summary>Of the mistakes that all scenarios share, which are the attribute's, one is told; of the others, whose it is.</summary>
    private void ReadEach(LoadSettings written)
    {
        LoadScenarios scenarios;
        try
        {
            scenarios = Scenarios();
        }
        catch (LoadConfigurationException exception)
        {
            errors.AddRange(exception.Errors);
            return;
        }

        var found = new List<(string Scenario, ConfigurationError Error)>();
        foreach (var name in scenarios.Names)
        {
            found.AddRange(planning.Plan(written, scenarios[name], out var read).Select(error => (name, error)));
            if (read is not null)
                plans[name] = read;
        }

        foreach (var same in found.GroupBy(mistake => mistake.Error, mistake => mistake.Scenario))
            errors.Add(same.Count() == scenarios.Names.Count ? same.Key : same.Key with { Setting = $"Scenario \"{string.Join("\", \"", same)}\": {same.Key.Setting}" });
    }
}
