namespace PerfAssert;

/// <summary>What there is to read of a profile, whatever it asked: the same for the console, Markdown and the table file.</summary>
internal sealed record ProfileReport
{
    /// <summary>What was asked, in capitals: <c>STRESS</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What load there was: <c>10 to 1,000 users, each × 1.5 for 10 s</c>.</summary>
    public required string Load { get; init; }

    /// <summary>Labelled texts after the answer.</summary>
    public IReadOnlyList<(string Label, string Text)> Facts { get; init; } = [];

    /// <summary>Headings of the table.</summary>
    public required IReadOnlyList<string> Headings { get; init; }

    /// <summary>Rows of the table.</summary>
    public required IReadOnlyList<string[]> Rows { get; init; }

    /// <summary>Columns of the table that may be left out where it would be too wide, the most expendable first.</summary>
    public IReadOnlyList<int> Expendable { get; init; } = [];

    /// <summary>Series of numbers to be drawn, with a text beside each.</summary>
    public IReadOnlyList<(string Label, IReadOnlyList<double> Values, string Text)> Lines { get; init; } = [];

    /// <summary>What the reader should know of the measurement.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The row of a logger's table: P50, P95 and P99 are of this run.</summary>
    public LoadResult? Figures { get; init; }

    /// <summary>The level that the row of a logger's table shows as its load: <c>≤ 1,000 users 10 s</c>.</summary>
    public required string Short { get; init; }
}
