using System.Text;
using System.Text.Json;

namespace PerfAssert;

/// <summary>A JSON value that knows its line, so that what is wrong with a file can be found in it.</summary>
internal sealed class LocatedJson
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private LocatedJson(int line) => Line = line;

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    public JsonValueKind Kind { get; private set; }

    /// <summary>Of a text: the text; of a number: as it is written.</summary>
    public string Text { get; private set; } = "";

    public IReadOnlyDictionary<string, LocatedJson> Properties { get; private set; } = new Dictionary<string, LocatedJson>();

    /// <summary>Names of the properties in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public IReadOnlyList<LocatedJson> Items { get; private set; } = [];

    /// <param name="utf8">The file.</param>
    /// <param name="byHand">Whether people write the file: comments and commas at the end of a list are fine then.</param>
    /// <exception cref="LocatedJsonException">It is not JSON.</exception>
    public static LocatedJson Parse(ReadOnlySpan<byte> utf8, bool byHand = false)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        string text;
        try
        {
            text = Strict.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            throw new LocatedJsonException(1 + utf8[..Math.Clamp(exception.Index, 0, utf8.Length)].Count((byte)'\n'), "it is not UTF-8 text", exception);
        }

        if (ConflictLine(text) is { } conflict)
            throw new LocatedJsonException(conflict, "it has the conflict markers of an unfinished merge") { IsConflict = true };
        if (string.IsNullOrWhiteSpace(text))
            throw new LocatedJsonException(1, "it is empty");
        var reader = new Utf8JsonReader(utf8, byHand ? new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true } : default);
        try
        {
            reader.Read();
            var lines = new LineCounter(utf8);
            var value = Read(ref reader, ref lines);
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            var what = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new LocatedJsonException((int)(exception.LineNumber ?? 0) + 1, $"it is not JSON ({what})", exception);
        }
    }

    /// <summary>A failure at this value.</summary>
    public LocatedJsonException Wrong(string what) => new(Line, what);

    private static LocatedJson Read(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        var value = new LocatedJson(lines.LineAt(reader.TokenStartIndex));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                value.ReadProperties(ref reader, ref lines);
                break;
            case JsonTokenType.StartArray:
                value.Kind = JsonValueKind.Array;
                var items = new List<LocatedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, ref lines));
                value.Items = items;
                break;
            case JsonTokenType.String:
                value.Kind = JsonValueKind.String;
                value.Text = TextOf(ref reader, value.Line);
                break;
            case JsonTokenType.Number:
                value.Kind = JsonValueKind.Number;
                value.Text = Encoding.ASCII.GetString(reader.ValueSpan);
                break;
            default:
                value.Kind = reader.TokenType switch
                {
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                break;
        }

        return value;
    }

    private void ReadProperties(ref Utf8JsonReader reader, ref LineCounter lines)
    {
        Kind = JsonValueKind.Object;
        var properties = new Dictionary<string, LocatedJson>(StringComparer.Ordinal);
        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var line = lines.LineAt(reader.TokenStartIndex);
            var name = TextOf(ref reader, line);
            reader.Read();
            if (!properties.TryAdd(name, Read(ref reader, ref lines)))
                throw new LocatedJsonException(line, $"\"{name}\" stands there twice");
            names.Add(name);
        }

        Properties = properties;
        Names = names;
    }

    private static string TextOf(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            // An escaped half of a surrogate pair.
            throw new LocatedJsonException(line, "it has a text that is not Unicode", exception);
        }
    }

    private static int? ConflictLine(string text)
    {
        var line = 1;
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            if (part.StartsWith("<<<<<<< ") || part.StartsWith(">>>>>>> ") || part is "=======")
                return line;
            line++;
        }

        return null;
    }

    /// <summary>Counts lines forward only: each byte is looked at once.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private int counted;
        private int line = 1;

        public int LineAt(long index)
        {
            line += utf8[counted..(int)index].Count((byte)'\n');
            counted = (int)index;
            return line;
        }
    }
}
