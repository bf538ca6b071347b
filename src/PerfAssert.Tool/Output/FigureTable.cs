using Spectre.Console;

namespace PerfAssert.Tool;

/// <summary>A table of names and figures: names to the left, figures to the right, no cell ever broken into two lines.</summary>
/// <param name="columns">The headings; those that begin with <c>&lt;</c> stand to the left.</param>
internal sealed class FigureTable(params string[] columns)
{
    /// <summary>Names are longer than anything else; as many columns still tell two tests apart.</summary>
    private const int LongestText = 50;

    /// <summary>Fewer columns of a name say little; before that, other columns go.</summary>
    private const int ShortestName = 16;

    private readonly List<(Tone Tone, string[] Cells)> rows = [];

    /// <summary>Columns that go first where the terminal is too narrow for all, the most expendable first.</summary>
    public IReadOnlyList<int> Expendable { get; init; } = [];

    public int Count => rows.Count;

    public void Add(Tone tone, params string[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns.", nameof(cells));
        rows.Add((tone, cells));
    }

    /// <summary>The table within so many columns: the name is cut, and columns are left out, before a figure would be broken in two.</summary>
    public Table Draw(TableBorder border, int width)
    {
        var table = new Table { Border = border, ShowRowSeparators = false };
        var padding = border == TableBorder.Simple ? new Padding(0, 0, 1, 0) : new Padding(1, 0, 1, 0);
        var (shown, nameWidth) = Fit(width);
        foreach (var column in shown.Select(index => columns[index]))
        {
            table.AddColumn(new TableColumn(new Text(Heading(column)))
            {
                NoWrap = true,
                Padding = padding,
                Alignment = IsText(column) ? Justify.Left : Justify.Right,
            });
        }

        foreach (var (tone, cells) in rows)
            table.AddRow(shown.Select(index => new Text(Cell(cells, index, nameWidth), Terminal.StyleOf(tone))));
        return table;
    }

    private (IReadOnlyList<int> Shown, int NameWidth) Fit(int width)
    {
        const int border = 1, gaps = 3;
        List<int> shown = [.. Enumerable.Range(0, columns.Length).Where(IsShown)];
        int Width(int index) => rows.Select(row => PlainText.Width(Cell(row.Cells, index, LongestText))).Append(PlainText.Width(Heading(columns[index]))).Max();
        int Figures() => border + shown.Sum(index => gaps + (index == 0 ? 0 : Width(index)));
        var expendable = new Queue<int>(Expendable);
        while (Figures() + Math.Min(ShortestName, Width(0)) > width && expendable.TryDequeue(out var index))
            shown.Remove(index);
        return (shown, Math.Max(ShortestName, width - Figures()));
    }

    private static string Cell(string[] cells, int index, int nameWidth)
        => PlainText.Cut(PlainText.OneLine(cells[index]), index == 0 ? Math.Min(LongestText, nameWidth) : LongestText);

    /// <summary>The table as GitHub and Azure DevOps show it; nothing is cut.</summary>
    public IEnumerable<string> Markdown()
    {
        string[] shown = [.. columns.Where((_, index) => IsShown(index))];
        yield return Line(shown.Select(Heading));
        yield return "|" + string.Concat(shown.Select(column => IsText(column) ? " --- |" : " ---: |"));
        foreach (var (tone, cells) in rows)
            yield return Line(cells.Where((_, index) => IsShown(index)).Select((cell, index) => tone == Tone.Bad && index == shown.Length - 1 ? $"**{Escape(cell)}**" : Escape(cell)));
    }

    /// <summary>A column that says nothing in any row only makes the table wide.</summary>
    private bool IsShown(int column) => rows.Count == 0 || rows.Any(row => row.Cells[column] is not ("" or ShownFigure.None));

    private static bool IsText(string column) => column.StartsWith('<');

    private static string Heading(string column) => column.TrimStart('<');

    private static string Line(IEnumerable<string> cells) => "| " + string.Join(" | ", cells) + " |";

    private static string Escape(string cell) => PlainText.OneLine(cell)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
