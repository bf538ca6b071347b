using System.Globalization;
using System.Text;

namespace PerfAssert;

/// <summary>
/// Reads Server-Sent Events as the HTML standard says ("9.2.6 Interpreting an event stream"), from pieces that may end anywhere: within a
/// character, or between the CR and the LF of a line's end. Allocates for an event what the event holds.
/// </summary>
/// <param name="lastEventId">The id that the stream begins with: that of an earlier stream, or empty.</param>
internal sealed class EventStreamParser(string lastEventId)
{
    private readonly StringBuilder data = new();
    private byte[] line = new byte[256];
    private int lineLength;
    private bool isFirstLine = true;
    private bool skipsLineFeed;
    private bool hasData;
    private string type = "";
    private string id = lastEventId;
    private TimeSpan? retry;

    /// <summary>Takes the next event out of a piece of the stream.</summary>
    /// <param name="piece">What is left of it; empty when there was no (further) event in it.</param>
    /// <param name="found">The event.</param>
    public bool TryRead(ref ReadOnlyMemory<byte> piece, out ServerSentEvent found)
    {
        while (TryReadLine(ref piece, out var text))
        {
            if (text.Length > 0)
                Interpret(text);
            else if (Dispatch() is { } complete)
            {
                found = complete;
                return true;
            }
        }

        found = null!;
        return false;
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private bool TryReadLine(ref ReadOnlyMemory<byte> piece, out ReadOnlySpan<byte> text)
    {
        text = default;
        var rest = piece.Span;
        if (skipsLineFeed && rest.Length > 0)
        {
            skipsLineFeed = false;
            if (rest[0] == '\n')
            {
                piece = piece[1..];
                rest = rest[1..];
            }
        }

        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            Keep(rest);
            piece = default;
            return false;
        }

        skipsLineFeed = rest[end] == '\r';
        text = rest[..end];
        piece = piece[(end + 1)..];
        if (lineLength > 0)
        {
            Keep(text);
            text = line.AsSpan(0, lineLength);
            lineLength = 0;
        }

        if (isFirstLine)
        {
            isFirstLine = false;
            text = WithoutByteOrderMark(text);
        }

        return true;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (lineLength + part.Length > line.Length)
            Array.Resize(ref line, Math.Max(lineLength + part.Length, line.Length * 2));
        part.CopyTo(line.AsSpan(lineLength));
        lineLength += part.Length;
    }

    private void Interpret(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        var name = colon < 0 ? text : text[..colon];
        var value = colon < 0 ? [] : text[(colon + 1)..];
        if (value.Length > 0 && value[0] == ' ')
            value = value[1..];

        // A line that starts with a colon is a comment, which keeps the connection alive; unknown fields are ignored.
        if (name.SequenceEqual("data"u8))
        {
            if (hasData)
                data.Append('\n');
            hasData = true;
            data.Append(Encoding.UTF8.GetString(value));
        }
        else if (name.SequenceEqual("event"u8))
        {
            type = Encoding.UTF8.GetString(value);
        }
        else if (name.SequenceEqual("id"u8))
        {
            if (!value.Contains((byte)0))
                id = Encoding.UTF8.GetString(value);
        }
        else if (name.SequenceEqual("retry"u8) && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && int.TryParse(Encoding.ASCII.GetString(value), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            retry = TimeSpan.FromMilliseconds(milliseconds);
        }
    }

    private ServerSentEvent? Dispatch()
    {
        var complete = hasData ? new ServerSentEvent(type.Length == 0 ? "message" : type, data.ToString(), id, retry) : null;
        data.Clear();
        hasData = false;
        type = "";
        return complete;
    }
}
