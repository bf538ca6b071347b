using System.Text;
using Xunit;

namespace PerfAssert.Tests.Protocols;

public class EventStreamParserTests
{
    // The examples of the HTML standard, section 9.2.6, and its rules one by one. Events as "type|data|id".
    public static TheoryData<string, string[]> Streams => new()
    {
        { "data: YHOO\ndata: +2\ndata: 10\n\n", ["message|YHOO\n+2\n10|"] },
        { ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n", ["message|first event|1", "message|second event|"] },
        { "data\n\ndata\ndata\n\ndata:", ["message||", "message|\n|"] },
        { "data:test\n\ndata: test\n\n", ["message|test|", "message|test|"] },
        { "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n", ["add|73857293|", "remove|2153|"] },
        { "event: add\n\ndata: the type is of the block before\n\n", ["message|the type is of the block before|"] },
        { "id: 5\ndata: a\n\ndata: b\n\nid: 6\n\ndata: c\n\n", ["message|a|5", "message|b|5", "message|c|6"] },
        { "id: a\0b\ndata: x\n\n", ["message|x|"] },
        { "Data: fields are case-sensitive\n\nother: x\ndata: y\n\n", ["message|y|"] },
        { "data:a:b: c\n\n", ["message|a:b: c|"] },
        { "data: a\r\rdata: b\r\n\r\ndata: c\n\r\n", ["message|a|", "message|b|", "message|c|"] },
        { "\uFEFFdata: after the byte order mark\n\n", ["message|after the byte order mark|"] },
        { "\uFEFF\uFEFFdata: only one is skipped\n\ndata: x\n\n", ["message|x|"] },
        { "data: grüße 🙂 €\n\n", ["message|grüße 🙂 €|"] },
        { "data: no blank line at the end\n", [] },
        { "\n\n\n", [] },
        { "", [] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Events_are_read_as_the_standard_says_wherever_the_pieces_end(string text, string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, Read(bytes, cut: _ => bytes.Length));
        Assert.Equal(expected, Read(bytes, cut: _ => 1));
        for (var first = 1; first < bytes.Length; first++)
            Assert.Equal(expected, Read(bytes, cut: position => position == 0 ? first : bytes.Length));
    }

    [Fact]
    public void Random_pieces_of_a_long_stream_make_no_difference()
    {
        var random = new Random(20251121);
        string[] ends = ["\n", "\r\n", "\r"];
        for (var round = 0; round < 300; round++)
        {
            var end = ends[round % 3];
            var events = Enumerable.Range(0, 20).Select(n => (Type: random.Next(2) == 0 ? "message" : "änderung", Data: new string('€', random.Next(0, 300)), Id: $"{n}")).ToList();
            var text = string.Concat(events.Select(e =>
                (e.Type == "message" ? "" : $"event: {e.Type}{end}") + $": comment{end}data: {e.Data}{end}data: 2{end}id: {e.Id}{end}{end}"));

            var read = Read(Encoding.UTF8.GetBytes(text), cut: _ => random.Next(1, 40));

            Assert.Equal(events.Select(e => $"{e.Type}|{e.Data}\n2|{e.Id}"), read);
        }
    }

    [Theory]
    [InlineData("1500", 1500)]
    [InlineData("15 s", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData("99999999999999", null)]
    public void A_pause_before_a_reconnect_is_a_number_of_milliseconds(string text, int? milliseconds)
    {
        var piece = new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($"retry: {text}\ndata: x\n\n"));

        Assert.True(new EventStreamParser("").TryRead(ref piece, out var found));

        Assert.Equal(milliseconds, found.Retry?.TotalMilliseconds);
    }

    [Fact]
    public void The_id_of_an_earlier_stream_goes_on()
    {
        var piece = new ReadOnlyMemory<byte>("data: x\n\n"u8.ToArray());

        Assert.True(new EventStreamParser("41").TryRead(ref piece, out var found));

        Assert.Equal("41", found.LastEventId);
    }

    private static List<string> Read(byte[] bytes, Func<int, int> cut)
    {
        var parser = new EventStreamParser("");
        var events = new List<string>();
        for (var position = 0; position < bytes.Length;)
        {
            var length = Math.Min(cut(position), bytes.Length - position);
            ReadOnlyMemory<byte> piece = bytes.AsMemory(position, length);
            while (parser.TryRead(ref piece, out var found))
                events.Add($"{found.Type}|{found.Data}|{found.LastEventId}");
            Assert.Equal(0, piece.Length);
            position += length;
        }

        return events;
    }
}
