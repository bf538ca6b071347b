using System.Buffers.Text;

namespace PerfAssert;

/// <summary>Reads numbers out of the text of <c>/proc</c>, without allocating.</summary>
internal static class KernelText
{
    /// <summary>Cuts the next word off.</summary>
    public static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\n"u8);
        var end = text.IndexOfAny(" \t\n"u8);
        var word = end < 0 ? text : text[..end];
        text = text[word.Length..];
        return word;
    }

    /// <summary>Cuts the next word off, a number; <see langword="null"/> when it is none.</summary>
    public static long? Number(ref ReadOnlySpan<byte> text)
    {
        var word = Word(ref text);
        return Utf8Parser.TryParse(word, out long value, out var length) && length == word.Length ? value : null;
    }

    /// <summary>The number after a label at the start of a line, such as <c>read_bytes: 4096</c>; <see langword="null"/> when there is none.</summary>
    public static long? Labelled(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label)
    {
        while (!text.IsEmpty)
        {
            if (text.StartsWith(label))
            {
                var rest = text[label.Length..];
                return Number(ref rest);
            }

            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return null;
    }
}
