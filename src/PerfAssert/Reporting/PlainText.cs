using System.Globalization;
using System.Text;

namespace PerfAssert;

/// <summary>Text in columns of a fixed-width font: how wide it is, cut, padded, wrapped. Pure.</summary>
internal static class PlainText
{
    /// <summary>The text on one line, without control characters and broken surrogates, so that a name or a message cannot break a layout.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var blank = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (!blank)
                line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Columns that the text takes on a terminal: none for combining marks, two for East Asian wide characters and emoji.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Width(rune);
        return width;
    }

    /// <summary>The text, or as much of its beginning as fits with a <c>…</c>.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
            return text;
        var kept = new StringBuilder();
        var used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > width)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>Fills up with blanks on the right.</summary>
    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>Fills up with blanks on the left.</summary>
    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Width(text))) + text;

    /// <summary>Breaks the text between words into lines of at most the width; a longer word is broken where the line ends.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0;
        foreach (var word in OneLine(text).Split(' '))
        {
            var rest = word;
            while (rest.Length > 0)
            {
                var gap = used == 0 ? 0 : 1;
                if (used + gap + Width(rest) <= width)
                {
                    line.Append(gap == 1 ? " " : "").Append(rest);
                    used += gap + Width(rest);
                    break;
                }

                if (used == 0)
                {
                    var part = Start(rest, width);
                    line.Append(part);
                    rest = rest[part.Length..];
                }

                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }
        }

        if (used > 0)
            lines.Add(line.ToString());
        return lines;
    }

    private static string Start(string text, int width)
    {
        var used = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune);
            if (used > width && length > 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };
}
