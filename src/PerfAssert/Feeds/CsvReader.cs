using System.Globalization;
using System.Text;

namespace PerfAssert;

/// <summary>Splits CSV text as RFC 4180 has it: quoted values may hold separators, line breaks, and quotation marks written twice.</summary>
internal sealed class CsvReader(string text, char separator, string file)
{
    private const string Twice = "Put the whole value into quotation marks and write each one inside it twice: \"12\"\" record\".";

    private readonly StringBuilder value = new();
    private int position;
    private int line = 1;
    private int start;
    private bool quoted;

    /// <summary>Every record; empty lines are none.</summary>
    /// <exception cref="LoadConfigurationException">The text is no CSV; the message names the line.</exception>
    public List<CsvLine> ReadAll()
    {
        var lines = new List<CsvLine>();
        while (position < text.Length)
        {
            start = line;
            quoted = false;
            var values = new List<string> { ReadValue(1) };
            while (position < text.Length && text[position] == separator)
            {
                position++;
                values.Add(ReadValue(values.Count + 1));
            }

            SkipLineBreak();
            if (values is not [""] || quoted)
                lines.Add(new CsvLine(start, values));
        }

        return lines;
    }

    private string ReadValue(int number) => position < text.Length && text[position] == '"' ? ReadQuoted(number) : ReadPlain(number);

    private string ReadPlain(int number)
    {
        var from = position;
        while (!AtEndOfValue())
        {
            if (text[position] == '"')
                throw Wrong(line, $"has a quotation mark inside value {Number(number)}, which does not begin with one", Twice);
            position++;
        }

        return text[from..position];
    }

    private string ReadQuoted(int number)
    {
        quoted = true;
        var opened = line;
        value.Clear();
        position++;
        while (true)
        {
            if (position == text.Length)
                throw Wrong(opened, $"opens value {Number(number)} with a quotation mark that nothing closes", Twice);
            if (text[position] != '"')
            {
                // A line break of two characters counts once.
                if (text[position] == '\n' || (text[position] == '\r' && (position + 1 == text.Length || text[position + 1] != '\n')))
                    line++;
                value.Append(text[position++]);
            }
            else if (position + 1 < text.Length && text[position + 1] == '"')
            {
                value.Append('"');
                position += 2;
            }
            else
            {
                position++;
                return AtEndOfValue()
                    ? value.ToString()
                    : throw Wrong(line, $"goes on after the closing quotation mark of value {Number(number)}", Twice);
            }
        }
    }

    private bool AtEndOfValue() => position == text.Length || text[position] == separator || text[position] is '\r' or '\n';

    private void SkipLineBreak()
    {
        if (position == text.Length)
            return;
        position += text[position] == '\r' && position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
        line++;
    }

    private LoadConfigurationException Wrong(int at, string problem, string remedy) => FeedFile.Mistake($"{file}, line {Number(at)}", problem, remedy);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
