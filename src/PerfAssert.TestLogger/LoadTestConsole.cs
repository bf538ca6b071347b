using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace PerfAssert;

/// <summary>What the logger prints: progress lines at once, the block of each load test when it ends, a table of all of them at the end.</summary>
/// <param name="output">The console.</param>
/// <param name="shownAnyway">What it shows already, and is not printed again.</param>
internal sealed class LoadTestConsole(TextWriter output, ShownAnyway shownAnyway)
{
    /// <summary>Begins a line of the test host's console that is meant to be seen at once.</summary>
    private const string LiveMark = "[PerfAssert] ";

    /// <summary>Begins the first line of a block.</summary>
    private const string BlockStart = "── ";

    /// <summary>Begins the last line of a block, which is the row of the table.</summary>
    private const string RowStart = "PerfAssert │ ";

    /// <summary>Begins the comparison with a baseline, which follows the block and ends with an empty line.</summary>
    private const string ComparisonStart = "Baseline: ";

    private static readonly string[] ColumnSeparator = [" │ "];
    private static readonly string[] Headings = ["load test", "load", "iterations", "rate", "P50", "P95", "P99", "errors", "verdict"];

    private readonly List<string[]> rows = [];

    /// <summary>A message of the test host.</summary>
    /// <param name="text">One or more lines of its console.</param>
    public void Message(string? text)
    {
        if (shownAnyway >= ShownAnyway.Messages)
            return;
        foreach (var line in Lines(text).Where(line => line.StartsWith(LiveMark, StringComparison.Ordinal)))
            output.WriteLine(line);
    }

    /// <summary>A test has ended.</summary>
    /// <param name="result">Its result; its output has the blocks of a load test.</param>
    public void Result(TestResult result)
    {
        // The console's own logger prints the output of failed tests.
        var failed = result.Outcome == TestOutcome.Failed;
        var block = new List<string>();
        var comparing = false;
        foreach (var line in result.Messages
                     .Where(message => message.Category == TestResultMessage.StandardOutCategory)
                     .SelectMany(message => Lines(message.Text)))
        {
            var compares = line.StartsWith(ComparisonStart, StringComparison.Ordinal);
            if (comparing && (compares || line.Length == 0 || line.StartsWith(BlockStart, StringComparison.Ordinal)))
                Flush();
            if (compares || line.StartsWith(BlockStart, StringComparison.Ordinal))
                block.Clear();
            comparing |= compares;
            if (comparing || !line.StartsWith(RowStart, StringComparison.Ordinal))
            {
                block.Add(line);
                continue;
            }

            Flush();
            rows.Add(Row(line, failed));
        }

        if (comparing)
            Flush();

        void Flush()
        {
            if (!failed && shownAnyway < ShownAnyway.Output)
                Print(block);
            block.Clear();
            comparing = false;
        }
    }

    /// <summary>The run has ended.</summary>
    public void Complete()
    {
        // The only block is its own summary.
        if (rows.Count < 2)
            return;
        rows.Insert(0, Headings);
        var widths = Headings.Select((_, column) => rows.Max(row => column < row.Length ? row[column].Length : 0)).ToArray();
        output.WriteLine();
        foreach (var row in rows)
            output.WriteLine(("  " + string.Join("  ", row.Select((text, column) => Pad(text, column, widths)))).TrimEnd());
        output.WriteLine();
    }

    private static string[] Row(string line, bool failed)
    {
        var fields = line.Substring(RowStart.Length).Split(ColumnSeparator, StringSplitOptions.None);
        // The block judges what was declared; the test may have failed for its own assertion.
        if (failed && fields[fields.Length - 1] is "passed" or "warning")
            fields[fields.Length - 1] = "failed";
        return fields;
    }

    private static string Pad(string text, int column, int[] widths)
    {
        var isNumber = column is > 1 and < 8;
        var width = column < widths.Length ? widths[column] : 0;
        return isNumber ? text.PadLeft(width) : text.PadRight(width);
    }

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split('\n').Select(line => line.TrimEnd('\r'));

    private void Print(List<string> block)
    {
        output.WriteLine();
        foreach (var line in block)
            output.WriteLine(line);
    }
}
