namespace PerfAssert;

/// <summary>A table in plain text: the first column to the left and cut where it must be, the others to the right.</summary>
/// <param name="headings">One per column.</param>
internal sealed class TextTable(params string[] headings)
{
    /// <summary>A name stays recognizable with this many columns; narrower than that, other columns go.</summary>
    private const int NarrowestName = 16;

    private readonly List<string[]> rows = [headings];

    /// <summary>Columns that may be left out where the table would be too wide, the most expendable first.</summary>
    public IReadOnlyList<int> Expendable { get; init; } = [];

    /// <summary>Adds a row with a cell for each heading.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>The lines, each at most so wide.</summary>
    public IEnumerable<string> Lines(int width)
    {
        List<int> columns = [.. Enumerable.Range(0, headings.Length)];
        var expendable = new Queue<int>(Expendable);
        var nameWidth = rows.Max(row => PlainText.Width(row[0]));
        int[] widths = [.. columns.Select(column => rows.Max(row => PlainText.Width(row[column])))];
        var gap = 2;
        int Figures() => columns.Skip(1).Sum(column => widths[column] + gap);

        if (Math.Min(nameWidth, NarrowestName) + Figures() > width)
            gap = 1;
        while (Math.Min(nameWidth, NarrowestName) + Figures() > width && expendable.TryDequeue(out var column))
            columns.Remove(column);

        nameWidth = Math.Max(1, Math.Min(nameWidth, width - Figures()));
        foreach (var row in rows)
        {
            var name = PlainText.PadRight(PlainText.Cut(row[0], nameWidth), nameWidth);
            yield return string.Concat(columns.Skip(1)
                .Select(column => new string(' ', gap) + PlainText.PadLeft(row[column], widths[column]))
                .Prepend(name)).TrimEnd();
        }
    }
}
