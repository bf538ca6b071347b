using System.Reflection;

namespace PerfAssert;

/// <summary>What a load test method declares, read off its attributes and its signature once, with every mistake in it.</summary>
internal sealed class LoadDeclaration
{
    public required Type TestClass { get; init; }

    public required MethodInfo Method { get; init; }

    public required LoadAttribute Attribute { get; init; }

    /// <summary>How results are compared with their baselines; <see langword="null"/> when the test does not ask for it.</summary>
    public required MatchBaselineAttribute? Baseline { get; init; }

    /// <summary>The load to apply, of the test or of each of its scenarios.</summary>
    public required LoadReader Loads { get; init; }

    /// <summary>Every mistake; the test cannot run when there is one.</summary>
    public required IReadOnlyList<ConfigurationError> Errors { get; init; }

    /// <summary>Whether the body is the whole test, with a <see cref="LoadRun"/> parameter; otherwise it is one iteration.</summary>
    public required bool BodyIsTest { get; init; }

    /// <summary>The parameters that a data row fills, in order.</summary>
    public required IReadOnlyList<ParameterInfo> RowParameters { get; init; }

    public required MethodInfo? Assert { get; init; }

    /// <summary>Fills the store of a test that looks at its growth.</summary>
    public required MethodInfo? Fill { get; init; }

    public required MethodInfo? BeforeUser { get; init; }

    public required MethodInfo? AfterUser { get; init; }

    public required MethodInfo? BeforeRun { get; init; }

    public required MethodInfo? AfterRun { get; init; }

    /// <summary>The load test's name in reports: the display name when given, else class and method, with the row.</summary>
    public string NameFor(IReadOnlyList<object?> row) => (Attribute.DisplayName ?? QualifiedName) + RowText(row);

    /// <summary>The load test's name in folders and baselines, which stays when the display name changes.</summary>
    public string KeyFor(IReadOnlyList<object?> row) => QualifiedName + RowText(row);

    /// <summary>The test as baselines and other processes know it.</summary>
    public TestIdentity IdentityFor(IReadOnlyList<object?> row) => new(
        KeyFor(row), $"{TestClass.FullName}.{Method.Name}", TestClass.Assembly.Location, Attribute.SourceFile);

    /// <summary>The row as names show it: <c>(ms: 5, name: "a")</c>; empty without a row.</summary>
    public string RowText(IReadOnlyList<object?> row) => row.Count == 0
        ? ""
        : $"({string.Join(", ", row.Select((value, index) =>
            (index < RowParameters.Count ? RowParameters[index].Name : "?") + ": " + RowValue.Text(value)))})";

    /// <summary>Fits a data row to the parameters: converts its values and adds the defaults of optional parameters.</summary>
    /// <param name="row">As its data attribute gives it.</param>
    /// <param name="values">One value for each row parameter.</param>
    /// <returns>The mistake in the row; <see langword="null"/> when it fits.</returns>
    public ConfigurationError? FitRow(IReadOnlyList<object?> row, out object?[] values)
    {
        values = new object?[RowParameters.Count];
        var setting = $"Row ({string.Join(", ", row.Select(RowValue.Text))})";
        var required = RowParameters.Count(parameter => !parameter.HasDefaultValue);
        if (row.Count < required || row.Count > RowParameters.Count)
        {
            return new ConfigurationError(
                setting,
                $"has {Counted(row.Count, "value")} for {Counted(RowParameters.Count, "data parameter")} of {Method.Name}",
                RowParameters.Count == 0
                    ? $"Add a parameter for each value to {Method.Name}, or use [LoadFact] without rows."
                    : $"Write one value for each of {CSharpText.Of(RowParameters)}.");
        }

        for (var index = 0; index < RowParameters.Count; index++)
        {
            var parameter = RowParameters[index];
            if (index >= row.Count)
                values[index] = parameter.DefaultValue;
            else if (!RowValue.TryConvert(row[index], parameter.ParameterType, out values[index]))
            {
                return new ConfigurationError(
                    setting,
                    $"gives {RowValue.Text(row[index])} to {CSharpText.Of(parameter)}, which it does not fit",
                    $"Write a value of type {CSharpText.Of(parameter.ParameterType)}.");
            }
        }

        return null;
    }

    /// <summary>The mistake of a theory whose data attributes give no row.</summary>
    public ConfigurationError NoRows() => new(
        $"[LoadTheory] {Method.Name}", "has data attributes that give no row", "Let its data have at least one row, or use [LoadFact].");

    private string QualifiedName => $"{TestClass.Name}.{Method.Name}";

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
