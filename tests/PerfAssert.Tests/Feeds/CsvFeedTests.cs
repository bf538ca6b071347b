using System.Text;
using PerfAssert.Tests.Planning;
using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>What a CSV file becomes: the grammar of RFC 4180, and rows of types.</summary>
public sealed class CsvFeedTests : IDisposable
{
    private readonly FeedFolder files = new();

    public enum Plan
    {
        Free,
        Paid,
    }

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("Name,City\r\naaa,bbb\r\nzzz,yyy\r\n")]
    [InlineData("Name,City\r\naaa,bbb\r\nzzz,yyy")]
    [InlineData("Name,City\naaa,bbb\nzzz,yyy\n")]
    [InlineData("Name,City\raaa,bbb\rzzz,yyy\r")]
    [InlineData("\"Name\",\"City\"\r\n\"aaa\",\"bbb\"\r\nzzz,\"yyy\"")]
    [InlineData("\uFEFFName,City\r\naaa,bbb\r\nzzz,yyy\r\n")]
    [InlineData("\r\nName,City\r\n\r\naaa,bbb\r\nzzz,yyy\r\n\r\n")]
    [InlineData("CITY,name\nbbb,aaa\nyyy,zzz")]
    [InlineData(" Name , City \naaa,bbb\nzzz,yyy")]
    [InlineData("Id,Name,Other,City\n1,aaa,,bbb\n2,zzz,\"x,y\",yyy")]
    public void Records_are_lines_whatever_their_ends_quotes_case_and_order(string text)
        => Assert.Equal([new Place("aaa", "bbb"), new Place("zzz", "yyy")], files.Csv<Place>(text));

    [Theory]
    [InlineData("\"b,bb\"", "b,bb")]
    [InlineData("\"b\r\nbb\"", "b\r\nbb")]
    [InlineData("\"b\nbb\"", "b\nbb")]
    [InlineData("\"b\"\"bb\"", "b\"bb")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"\"", "")]
    [InlineData("", "")]
    [InlineData(" b ", " b ")]
    [InlineData("\" b \"", " b ")]
    [InlineData("Łódź 東京", "Łódź 東京")]
    public void A_value_is_what_stands_between_separators_or_quotation_marks(string written, string value)
    {
        Assert.Equal([new Place("a", value)], files.Csv<Place>($"Name,City\na,{written}"));
        Assert.Equal([new Place(value, "a")], files.Csv<Place>($"Name,City\r\n{written},a\r\n"));
    }

    [Theory]
    [InlineData(';', "Name;City\na,b;c")]
    [InlineData('\t', "Name\tCity\na,b\tc")]
    [InlineData('|', "Name|City\n\"a,b\"|c")]
    public void Another_separator_can_be_said(char separator, string text)
        => Assert.Equal([new Place("a,b", "c")], files.Csv<Place>(text, separator));

    [Fact]
    public void UTF_16_is_known_by_its_mark()
        => Assert.Equal(
            [new Place("ä", "ö")],
            FeedFolder.All(Feed.FromCsv<Place>(files.Write([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Name,City\nä,ö")], "csv"))));

    [Fact]
    public void Values_of_all_types_are_read_in_the_invariant_culture()
    {
        const string text =
            "Whole,Large,Exact,Real,Flag,Letter,Day,Clock,Moment,Instant,Length,Key,Link,Plan,Version\n"
            + "-7,9000000000,19.90,1.5e3,TRUE,x,2026-11-21,18:30:00,2026-11-21T18:30:00Z,2026-11-21T18:30:00+01:00,00:01:30,"
            + "7b0c2a1e-5d3f-4c8a-9e6b-1f2d3c4b5a69,https://shop.example/a,paid,1.2.3";
        var expected = new Everything(
            -7, 9_000_000_000, 19.90m, 1_500, true, 'x', new DateOnly(2026, 11, 21), new TimeOnly(18, 30),
            new DateTime(2026, 11, 21, 18, 30, 0, DateTimeKind.Utc), new DateTimeOffset(2026, 11, 21, 18, 30, 0, TimeSpan.FromHours(1)),
            TimeSpan.FromSeconds(90), Guid.Parse("7b0c2a1e-5d3f-4c8a-9e6b-1f2d3c4b5a69"), new Uri("https://shop.example/a"), Plan.Paid, new Tag("1.2.3"));

        Cultures.Each(() =>
        {
            var row = Assert.Single(files.Csv<Everything>(text));
            Assert.Equal(expected, row);
            Assert.Equal(DateTimeKind.Utc, row.Moment.Kind);
        });
    }

    [Fact]
    public void An_empty_value_is_null_where_null_may_be_and_empty_text_else()
        => Assert.Equal([new Sparse("", null, null), new Sparse("a", 1, Plan.Free)], files.Csv<Sparse>("Name,Age,Plan\n,,\na,1,free"));

    [Fact]
    public void A_parameter_with_a_default_and_a_property_need_no_column()
    {
        Assert.Equal([new Defaulted("a") { Note = "n" }], files.Csv<Defaulted>("Name,Note\na,n"));
        Assert.Equal([new Defaulted("a", 3)], files.Csv<Defaulted>("Name,Count\na,3"));
    }

    [Fact]
    public void A_class_and_a_struct_take_values_by_their_properties()
    {
        var written = Assert.Single(files.Csv<Settable>("count,NAME\n4,a"));

        Assert.Equal(("a", 4, 0), (written.Name, written.Count, written.Fixed));
        Assert.Equal([new Point { X = 1, Y = 2 }], files.Csv<Point>("x,y\n1,2"));
    }

    [Fact]
    public void Rows_may_be_single_values()
    {
        Assert.Equal(["lamp", "oak, old"], files.Csv<string>("Word\nlamp\n\"oak, old\"\n"));
        Assert.Equal([3, 5], files.Csv<int>("Id\n3\n\n5"));
    }

    [Fact]
    public void A_file_is_read_once_and_its_rows_are_the_same_objects()
    {
        var path = files.Write("Name,City\na,b", "csv");

        Assert.Same(FeedFolder.All(Feed.FromCsv<Place>(path))[0], FeedFolder.All(Feed.FromCsv<Place>(path))[0]);
        Assert.Equal(["a|b"], FeedFolder.All(Feed.FromCsv<string>(files.Write("Name|City\na|b", "csv"))));
    }

    [Fact]
    public void A_file_that_was_written_anew_is_read_again()
    {
        var path = files.Write("Word\nold", "csv");
        Assert.Equal(["old"], FeedFolder.All(Feed.FromCsv<string>(path)));
        File.WriteAllText(path, "Word\nnew");
        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["new"], FeedFolder.All(Feed.FromCsv<string>(path)));
    }

    [Fact]
    public void A_relative_path_is_beside_the_test_assembly()
    {
        var name = $"feed-{Guid.NewGuid():N}.csv";
        var path = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(path, "Word\nhere");
        try
        {
            Assert.Equal(["here"], FeedFolder.All(Feed.FromCsv<string>(name)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public sealed record Place(string Name, string City);

    public sealed record Sparse(string? Name, int? Age, Plan? Plan);

    public sealed record Defaulted(string Name, int Count = 7)
    {
        public string? Note { get; init; }
    }

    public sealed record Everything(
        int Whole, long Large, decimal Exact, double Real, bool Flag, char Letter, DateOnly Day, TimeOnly Clock, DateTime Moment,
        DateTimeOffset Instant, TimeSpan Length, Guid Key, Uri Link, Plan Plan, Tag Version);

    public sealed class Settable
    {
        public string Name { get; set; } = "";

        public int Count { get; init; }

        public int Fixed { get; }
    }

    public struct Point
    {
        public int X { get; set; }

        public int Y { get; set; }
    }

    /// <summary>A type of the user's own that text can become.</summary>
    public sealed record Tag(string Text) : IParsable<Tag>
    {
        public static Tag Parse(string s, IFormatProvider? provider) => new(s);

        public static bool TryParse(string? s, IFormatProvider? provider, out Tag result)
        {
            result = new Tag(s ?? "");
            return s != "bad";
        }
    }
}
