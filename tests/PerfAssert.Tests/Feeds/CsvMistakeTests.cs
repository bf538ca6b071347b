using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>Each mistake in a CSV file says its file, its line, its column, its value, and what to write.</summary>
public sealed class CsvMistakeTests : IDisposable
{
    private const string Twice = "Put the whole value into quotation marks and write each one inside it twice: \"12\"\" record\".";

    private readonly FeedFolder files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("Name,Age\na,1\nb,x", "line 3, column Age: \"x\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData("Name,Age\na,1.0", "line 2, column Age: \"1.0\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData("Name,Age\na,", "line 2, column Age: \"\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData("Name,Age\n\"a\r\nb\",1\n\n\"c\",3000000000", "line 5, column Age: \"3000000000\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData("Name,age\na", "line 2 has 1 value where the first line names 2. Each line needs as many; a value with a , inside stands in quotation marks.")]
    [InlineData("Name,Age\na,1,2", "line 2 has 3 values where the first line names 2. Each line needs as many; a value with a , inside stands in quotation marks.")]
    [InlineData("Name,Age\na,-1", "line 2 is refused by Person (nobody is that young). Correct the row.")]
    [InlineData("Name,Years\na,1", "line 1 has no column age, which Person needs. Its columns are: Name, Years.")]
    [InlineData("Name;Age\na;1", "line 1 has no column name, which Person needs. Its columns are: Name;Age. If ; separates them, write separator: ';'.", 2)]
    [InlineData("Name,Age,name\na,1,b", "line 1 names the column name twice. Each needs a name of its own, in whatever case.")]
    [InlineData("Name,Age\n5\" disk,1", $"line 2 has a quotation mark inside value 1, which does not begin with one. {Twice}")]
    [InlineData("Name,Age\n\"a\" b,1", $"line 2 goes on after the closing quotation mark of value 1. {Twice}")]
    [InlineData("Name,Age\na,1\nb,\"1\nc,2\n", $"line 3 opens value 2 with a quotation mark that nothing closes. {Twice}")]
    public void A_bad_row_is_found_before_any_load(string text, string mistake, int mistakes = 1)
    {
        var message = files.CsvMistake<Person>(text);

        Assert.Contains("rows1.csv, " + mistake, message, StringComparison.Ordinal);
        if (mistakes == 1)
            Assert.Equal("The load test cannot start: rows1.csv, " + mistake, message);
        else
            Assert.StartsWith($"The load test cannot start, {mistakes} settings need a change:\n  1. rows1.csv, {mistake}\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_rows_are_listed()
        => Assert.Equal(
            "The load test cannot start, 2 settings need a change:\n"
            + "  1. rows1.csv, line 2, column Age: \"x\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.\n"
            + "  2. rows1.csv, line 4, column Age: \"y\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.",
            files.CsvMistake<Person>("Name,Age\na,x\nb,2\nc,y"));

    [Fact]
    public void Of_many_bad_rows_ten_are_listed()
        => Assert.Equal(10, Assert.Throws<LoadConfigurationException>(
            () => files.Csv<int>("Id\n" + string.Concat(Enumerable.Repeat("x\n", 30)))).Errors.Count);

    [Fact]
    public void The_expected_value_is_said_for_each_type()
    {
        Assert.Equal(Bad("1,5", "a number", "19.90"), Again(() => files.Csv<decimal>("Value\n\"1,5\"")));
        Assert.Equal(Bad("1,5", "a number", "19.90"), Again(() => files.Csv<double>("Value\n\"1,5\"")));
        Assert.Equal(Bad("yes", "true or false", "true"), Again(() => files.Csv<bool>("Value\nyes")));
        Assert.Equal(Bad("ab", "one character", "x"), Again(() => files.Csv<char>("Value\nab")));
        Assert.Equal(Bad("soon", "a date", "2026-11-21"), Again(() => files.Csv<DateOnly>("Value\nsoon")));
        Assert.Equal(Bad("soon", "a time of day", "18:30:00"), Again(() => files.Csv<TimeOnly>("Value\nsoon")));
        Assert.Equal(Bad("soon", "a date and time", "2026-11-21T18:30:00"), Again(() => files.Csv<DateTime>("Value\nsoon")));
        Assert.Equal(Bad("soon", "a date and time", "2026-11-21T18:30:00+01:00"), Again(() => files.Csv<DateTimeOffset>("Value\nsoon")));
        Assert.Equal(Bad("soon", "a length of time", "00:01:30"), Again(() => files.Csv<TimeSpan>("Value\nsoon")));
        Assert.Equal(Bad("7b", "a GUID", "7b0c2a1e-5d3f-4c8a-9e6b-1f2d3c4b5a69"), Again(() => files.Csv<Guid>("Value\n7b")));
        Assert.Equal(Bad("1", "one of Free, Paid", "Free"), Again(() => files.Csv<CsvFeedTests.Plan>("Value\n1")));
        Assert.Equal(
            "The load test cannot start: rows.csv, line 2, column Value: \"bad\" is not a Tag. Correct the value.",
            Again(() => files.Csv<CsvFeedTests.Tag>("Value\nbad")));

        static string Bad(string value, string expected, string example)
            => $"The load test cannot start: rows.csv, line 2, column Value: \"{value}\" is not {expected}. Write one such as {example}.";
    }

    [Fact]
    public void A_long_value_is_cut_and_kept_on_one_line()
        => Assert.Equal(
            $"The load test cannot start: rows1.csv, line 2, column Id: \"a {new string('x', 57)}…\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.",
            files.CsvMistake<int>($"Id\n\"a\r\n{new string('x', 100)}\""));

    [Fact]
    public void A_file_without_rows_is_refused()
    {
        Assert.Equal(
            "The load test cannot start: rows1.csv is empty. Write the names of the columns on the first line, and a row on each line below.",
            files.CsvMistake<Person>(""));
        Assert.Equal("The load test cannot start: rows2.csv has no rows. A feed needs at least one.", files.CsvMistake<Person>("Name,Age\n"));
    }

    [Fact]
    public void Rows_of_one_value_take_one_column()
        => Assert.Equal(
            "The load test cannot start: rows1.csv, line 1 names 2 columns, and a row that is a String takes one. Write a record with a parameter for each column that is wanted.",
            files.CsvMistake<string>("A,B\n1,2"));

    [Fact]
    public void A_type_of_which_no_row_can_be_made_is_refused()
    {
        Assert.Equal(
            "The load test cannot start: Feed.FromCsv<IDisposable> names a type without a public constructor. Write a record with a parameter for each column that is wanted.",
            files.CsvMistake<IDisposable>("A\n1"));
        Assert.Equal(
            "The load test cannot start: Nested.Inner is a Person, which text cannot become. Use text, a number, a date or the like, or a type that is IParsable.",
            files.CsvMistake<Nested>("Inner\n1"));
        Assert.Equal(
            "The load test cannot start: rows3.csv, line 1 names no column of Loose. Its columns are: A.",
            files.CsvMistake<Loose>("A\n1"));
        Assert.Equal(
            "The load test cannot start: rows4.csv, line 1 has no column Name, which Strict needs. Its columns are: A.",
            files.CsvMistake<Strict>("A\n1"));
    }

    [Fact]
    public void A_file_that_is_not_there_says_where_it_was_looked_for_and_how_it_gets_there()
        => Assert.Equal(
            $"The load test cannot start: Feed.FromCsv<Person>(\"data/people.csv\") names a file that is not there: looked for {Path.Combine(AppContext.BaseDirectory, "data/people.csv")}. "
            + "A relative path is looked for beside the test assembly. Have the build copy the file there, with this in the test project's "
            + "<ItemGroup>: <None Update=\"data/people.csv\" CopyToOutputDirectory=\"PreserveNewest\" />",
            Assert.Throws<LoadConfigurationException>(() => Feed.FromCsv<Person>("data/people.csv")).Message);

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
        => Assert.Equal(
            "The load test cannot start: rows1.csv is not UTF-8 text. Save it as UTF-8; spreadsheets offer it as \"CSV UTF-8\".",
            files.Mistake(() => Feed.FromCsv<string>(files.Write([.. "Name\nJ"u8, 0xF6, .. "rg\n"u8], "csv"))));

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    public void A_separator_that_separates_nothing_is_refused(char separator)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Feed.FromCsv<string>("rows.csv", separator));

    /// <summary>The message without the number in the file's name.</summary>
    private string Again(Action read) => System.Text.RegularExpressions.Regex.Replace(files.Mistake(read), @"rows\d+", "rows");

    public sealed record Person
    {
        public Person(string name, int age)
        {
            ArgumentNullException.ThrowIfNull(name);
            if (age < 0)
                throw new InvalidOperationException("nobody is that young");
            Age = age;
        }

        public int Age { get; }
    }

    public sealed record Nested(Person Inner);

    public sealed class Loose
    {
        public string? Name { get; set; }
    }

    public sealed class Strict
    {
        public required string Name { get; set; }
    }
}
