using System.Text;

namespace PerfAssert;

/// <summary>
/// The shape of a SQL statement, the same whatever its values: literals and parameters are <c>?</c>, lists of them <c>?, …</c>, comments are
/// left out, white space is one blank. A reader of the words that all dialects share, not a parser: what it does not know it leaves as it is. Pure.
/// </summary>
internal static class StatementText
{
    /// <summary>The rest of a longer statement is not looked at: generated ones that differ later are rare, and reading them costs time.</summary>
    private const int LongestRead = 4_000;

    /// <summary>Longer shapes are cut: enough to recognise the query in the code.</summary>
    public const int Longest = 500;

    private const char List = '…';

    private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "COPY", "TRUNCATE", "UPSERT"];
    private static readonly string[] Controls = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "START", "END", "SET", "RESET", "DISCARD", "PRAGMA", "USE", "SHOW"];
    private static readonly string[] Openings = ["WITH", "SET", "DECLARE", "BEGIN"];

    /// <summary>The statement without its values.</summary>
    public static string Normalize(string sql)
    {
        var reader = new Reader(sql.AsSpan(0, Math.Min(sql.Length, LongestRead)));
        var shape = reader.Read();
        return shape.Length <= Longest ? shape : shape[..(Longest - 1)] + "…";
    }

    /// <summary>Whether a shape changes data.</summary>
    public static bool IsWrite(string shape)
    {
        var first = FirstWord(shape);
        if (Contains(Writes, first))
            return true;
        return Contains(Openings, first)
            && (Has(shape, "INSERT INTO ") || Has(shape, "DELETE FROM ") || Has(shape, "MERGE ") || Has(shape, "; UPDATE ") || Has(shape, ") UPDATE "));
    }

    /// <summary>Whether a shape neither reads nor changes data: transactions, settings, a sign of life.</summary>
    public static bool IsControl(string shape)
        => (Contains(Controls, FirstWord(shape)) && !IsWrite(shape)) || shape.Equals("SELECT ?", StringComparison.OrdinalIgnoreCase) || shape.Length == 0;

    private static ReadOnlySpan<char> FirstWord(string shape)
    {
        var text = shape.AsSpan().TrimStart('(');
        var end = text.IndexOfAny(" (;");
        return end < 0 ? text : text[..end];
    }

    private static bool Contains(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var known in words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool Has(string shape, string words) => shape.Contains(words, StringComparison.OrdinalIgnoreCase);

    private ref struct Reader(ReadOnlySpan<char> sql)
    {
        private readonly ReadOnlySpan<char> sql = sql;
        private readonly StringBuilder shape = new(sql.Length);
        private int at;
        private int statement;
        private string? before;
        private bool blank;

        public string Read()
        {
            while (at < sql.Length)
                ReadNext();
            EndStatement();
            return shape.ToString().TrimEnd(' ', ';');
        }

        private readonly char Next(int ahead = 1) => at + ahead < sql.Length ? sql[at + ahead] : '\0';

        private void ReadNext()
        {
            var current = sql[at];
            if (char.IsWhiteSpace(current))
            {
                blank = true;
                at++;
            }
            else if ((current == '-' && Next() == '-') || (current == '/' && Next() == '*'))
            {
                SkipComment();
            }
            else if (current == '\'')
            {
                SkipString(escapes: false);
                WriteValue();
            }
            else if (current is 'N' or 'n' or 'E' or 'e' or 'B' or 'b' or 'X' or 'x' && Next() == '\'')
            {
                at++;
                SkipString(escapes: current is 'E' or 'e');
                WriteValue();
            }
            else if (current == '$')
            {
                ReadDollar();
            }
            else if (char.IsAsciiDigit(current) || (current == '.' && char.IsAsciiDigit(Next())))
            {
                SkipNumber();
                WriteValue();
            }
            else if (current == '-' && char.IsAsciiDigit(Next()) && shape.Length > 0 && shape[^1] is ',' or '(')
            {
                at++;
                SkipNumber();
                WriteValue();
            }
            else if (current == '?' || (current is '@' or ':' && IsWord(Next()) && (at == 0 || sql[at - 1] != current)))
            {
                at++;
                while (at < sql.Length && IsWord(sql[at]))
                    at++;
                WriteValue();
            }
            else if (IsWord(current))
            {
                var start = at;
                while (at < sql.Length && (IsWord(sql[at]) || sql[at] is '$' or '#'))
                    at++;
                Write(sql[start..at]);
            }
            else if (current is '"' or '`' || (current == '[' && (char.IsLetter(Next()) || Next() == '_')))
            {
                ReadQuotedName(current == '[' ? ']' : current);
            }
            else
            {
                ReadSign(current);
            }
        }

        private void ReadSign(char sign)
        {
            at++;
            switch (sign)
            {
                case ',':
                    blank = false;
                    shape.Append(',');
                    blank = true;
                    break;
                case ')':
                    blank = false;
                    shape.Append(')');
                    JoinGroups();
                    break;
                case '(':
                    Write(sql.Slice(at - 1, 1));
                    while (at < sql.Length && char.IsWhiteSpace(sql[at]))
                        at++;
                    break;
                case ';':
                    blank = false;
                    EndStatement();
                    break;
                default:
                    Write(sql.Slice(at - 1, 1));
                    break;
            }
        }

        private void Write(ReadOnlySpan<char> text)
        {
            if (blank && shape.Length > 0)
                shape.Append(' ');
            blank = false;
            shape.Append(text);
        }

        /// <summary>A value after a value and a comma makes a list of them, however long.</summary>
        private void WriteValue()
        {
            if (shape.Length > 1 && shape[^1] == ',' && shape[^2] is '?' or List)
            {
                var isLong = shape[^2] == List;
                if (isLong)
                    shape.Length--;
                else
                    shape.Append(' ').Append(List);
                blank = false;
                return;
            }

            Write("?");
        }

        /// <summary>Rows of values, <c>(?, …), (?, …)</c>, are one row and a sign that there may be more.</summary>
        private readonly void JoinGroups()
        {
            var text = shape.ToString();
            var start = text.LastIndexOf('(');
            if (start < 3)
                return;
            var group = text[start..];
            var head = text.AsSpan(0, start);
            if (group.AsSpan(1, group.Length - 2).IndexOfAnyExcept("?, …") >= 0)
                return;
            if (head.EndsWith(group + ", …, "))
                shape.Length = start - 2;
            else if (head.EndsWith(group + ", "))
                shape.Remove(start, shape.Length - start).Append(List);
        }

        /// <summary>A batch of the same statement over and over is that statement.</summary>
        private void EndStatement()
        {
            var current = shape.ToString(statement, shape.Length - statement).Trim();
            if (current.Length == 0 || current == before)
                shape.Length = statement;
            else
                shape.Append(';');
            before = current.Length == 0 ? before : current;
            statement = shape.Length;
            blank = shape.Length > 0;
        }

        private void SkipComment()
        {
            var isLine = sql[at] == '-';
            var end = sql[at..].IndexOf(isLine ? "\n" : "*/");
            at = end < 0 ? sql.Length : at + end + (isLine ? 1 : 2);
            blank = true;
        }

        private void SkipString(bool escapes)
        {
            at++;
            while (at < sql.Length)
            {
                if (escapes && sql[at] == '\\')
                    at++;
                else if (sql[at] == '\'' && Next() == '\'')
                    at++;
                else if (sql[at] == '\'')
                    break;
                at++;
            }

            at = Math.Min(at + 1, sql.Length);
        }

        /// <summary>A parameter <c>$1</c>, or a string in <c>$tag$ … $tag$</c>.</summary>
        private void ReadDollar()
        {
            var end = at + 1;
            while (end < sql.Length && IsWord(sql[end]))
                end++;
            if (end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(Next()))
            {
                var tag = sql[at..(end + 1)];
                var close = sql[(end + 1)..].IndexOf(tag);
                at = close < 0 ? sql.Length : end + 1 + close + tag.Length;
            }
            else
            {
                at = end;
            }

            WriteValue();
        }

        private void SkipNumber()
        {
            while (at < sql.Length && (char.IsAsciiLetterOrDigit(sql[at]) || sql[at] == '.' || (sql[at] is '+' or '-' && sql[at - 1] is 'e' or 'E')))
                at++;
        }

        private void ReadQuotedName(char quote)
        {
            var start = at++;
            while (at < sql.Length && sql[at] != quote)
                at++;
            at = Math.Min(at + 1, sql.Length);
            Write(sql[start..at]);
        }

        private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
    }
}
