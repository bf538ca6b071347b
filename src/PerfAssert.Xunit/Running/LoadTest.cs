namespace PerfAssert;

/// <summary>One load test about to run: a name, the values of its row, or why it does not run.</summary>
internal sealed record LoadTest
{
    public required string DisplayName { get; init; }

    /// <summary>Fitted to the row parameters.</summary>
    public IReadOnlyList<object?> Row { get; private init; } = [];

    public string? SkipReason { get; init; }

    /// <summary>What the test fails with instead of running.</summary>
    public string? Mistakes { get; private init; }

    /// <summary>The load test of a row; failing when the declaration has mistakes, which may have come since it was discovered.</summary>
    public static LoadTest Of(LoadDeclaration declaration, string displayName, DataRow row)
    {
        if (declaration.Errors.Count > 0)
            return Failing(displayName, row.SkipReason, LoadConfigurationException.Describe(declaration.Errors));
        if (row.SkipReason is not null)
            return new LoadTest { DisplayName = displayName, SkipReason = row.SkipReason };
        var mistake = declaration.FitRow(row.Values, out var values);
        return mistake is null
            ? new LoadTest { DisplayName = displayName, Row = values }
            : Failing(displayName, null, LoadConfigurationException.Describe([mistake]));
    }

    /// <summary>The load tests of a theory whose rows are read now.</summary>
    public static IReadOnlyList<LoadTest> OfRows(LoadDeclaration declaration, string displayName, IReadOnlyList<DataRow> rows) => rows.Count == 0
        ? [Failing(displayName, null, LoadConfigurationException.Describe([declaration.NoRows()]))]
        : [.. rows.Select(row => Of(declaration, displayName + declaration.RowText(row.Values), row))];

    public static LoadTest Failing(string displayName, string? skipReason, string mistakes)
        => new() { DisplayName = displayName, SkipReason = skipReason, Mistakes = mistakes };
}
