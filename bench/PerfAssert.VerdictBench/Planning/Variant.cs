namespace PerfAssert.VerdictBench;

/// <summary>A load test of the sample API that is bound by one thing, and the sizes by which that can be shifted.</summary>
/// <param name="Name">As the shift's.</param>
/// <param name="Users">Closed model.</param>
/// <param name="Shifts">Without the unchanged code.</param>
internal sealed record Variant(string Name, int Users, IReadOnlyList<string> Shifts)
{
    /// <summary>The shift that is none.</summary>
    public const string Unchanged = "1.0";

    private static readonly string[] Factors = ["1.05", "1.1", "1.2", "1.5"];

    public static IReadOnlyList<Variant> All { get; } =
    [
        new("cpu", 4, Factors),
        new("wait", 16, Factors),
        new("lock", 8, Factors),
        new("tail", 4, Factors),
        new("alloc", 4, Factors),
        new("sql", 4, ["+1"]),
    ];

    public static IReadOnlyCollection<string> Names { get; } = [.. All.Select(variant => variant.Name)];

    /// <summary>All sizes of all variants.</summary>
    public static IReadOnlyCollection<string> AllShifts { get; } = [Unchanged, .. Factors, "+1"];

    /// <summary>Name of the test in measurements and baselines.</summary>
    public string Test => "VerdictBench." + Name;

    public string Path => "/work/" + Name;

    public static Variant Named(string name)
        => All.FirstOrDefault(variant => variant.Name == name)
            ?? throw new BenchException($"There is no variant \"{name}\", but {string.Join(", ", Names)}.");

    /// <summary>The setting of the sample API.</summary>
    public string Setting(string shift) => Name == "sql" && shift == Unchanged ? "sql:+0" : $"{Name}:{shift}";

    public LoadPlan Plan(int seconds, string warmUp = "auto") => LoadPlanValidator.CreatePlan(new LoadSettings
    {
        Name = Test,
        Users = Users,
        Duration = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds}s"),
        WarmUp = warmUp,
    });
}
