using PerfAssert.Tests.Reporting;

namespace PerfAssert.Tests.Planning.Outside;

/// <summary>What settings, a settings file and variables come to together.</summary>
internal static class Settled
{
    public const string FileName = "perfassert.json";

    /// <summary>The plan of a test, in the words of the report, with what was overridden.</summary>
    public static string Words(LoadSettings code, string? file = null, string variables = "", string name = "ShopTests.Search")
    {
        var plan = Plan(code with { WarmUp = code.WarmUp ?? "none" }, file, variables, name);
        return PlanText.Describe(plan).Replace(", no warm-up", "", StringComparison.Ordinal) + (plan.Overrides.Count == 0 ? "" : " | " + PlanText.Overrides(plan));
    }

    /// <summary>The plan of a test that has no mistakes.</summary>
    public static LoadPlan Plan(LoadSettings code, string? file = null, string variables = "", string name = "ShopTests.Search")
    {
        var errors = Read(code, file, variables, name, out var plan);
        return plan ?? throw new LoadConfigurationException(errors);
    }

    /// <summary>The mistakes, with the folder of the file left out.</summary>
    public static string[] Mistakes(LoadSettings code, string? file = null, string variables = "", string name = "ShopTests.Search")
        => [.. Read(code, file, variables, name, out _).Select(error => error.ToString())];

    private static IReadOnlyList<ConfigurationError> Read(LoadSettings code, string? file, string variables, string name, out LoadPlan? plan)
    {
        using var folder = new TemporaryFolder();
        if (file is not null)
            File.WriteAllText(Path.Combine(folder.Path, FileName), file);
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var outside = OutsideSettings.Of(folder.Path, null, values.GetValueOrDefault);
        var errors = new LoadPlanning(outside, [name, "Shop.Tests." + name]).Plan(code with { Name = name }, null, out plan);
        return [.. errors.Select(error => error with
        {
            Setting = error.Setting.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal),
            Problem = error.Problem.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder.Path, "FOLDER", StringComparison.Ordinal),
        })];
    }
}
