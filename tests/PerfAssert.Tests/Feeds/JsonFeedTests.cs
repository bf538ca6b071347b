using System.Text.Json;
using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>What a JSON file becomes, and what its mistakes say.</summary>
public sealed class JsonFeedTests : IDisposable
{
    private readonly FeedFolder files = new();

    public enum Plan
    {
        Free,
        Paid,
    }

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("""[{"name":"a","age":1,"plan":"Paid"},{"name":"b","age":2,"plan":"Free"}]""")]
    [InlineData("""
        [
          { "Name": "a", "AGE": "1", "plan": "paid", "more": true }, // names in any case, numbers as text
          { "name": "b", "age": 2, "plan": 0 },
        ]
        """)]
    [InlineData("{\"name\":\"a\",\"age\":1,\"plan\":\"Paid\"}\n{\"name\":\"b\",\"age\":2,\"plan\":\"Free\"}")]
    [InlineData("{\"name\":\"a\",\"age\":1,\"plan\":\"Paid\"}\r\n\r\n{\"name\":\"b\",\"age\":2,\"plan\":\"Free\"}\r\n")]
    [InlineData("\uFEFF[{\"name\":\"a\",\"age\":1,\"plan\":\"Paid\"},{\"name\":\"b\",\"age\":2,\"plan\":\"Free\"}]")]
    public void Rows_are_the_items_of_an_array_or_the_lines(string text)
        => Assert.Equal([new Person("a", 1, Plan.Paid), new Person("b", 2, Plan.Free)], files.Json<Person>(text));

    [Fact]
    public void Rows_may_be_single_values() => Assert.Equal(["lamp", "chair"], files.Json<string>("""["lamp", "chair"]"""));

    [Fact]
    public void Options_of_the_user_are_followed()
    {
        var path = files.Write("""[{"first_name":"a"}]""", "json");
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        Assert.Equal([new Named("a")], FeedFolder.All(Feed.FromJson<Named>(path, options)));
    }

    [Fact]
    public void A_file_is_read_once_and_its_rows_are_the_same_objects()
    {
        var path = files.Write("""[{"firstName":"a"}]""", "json");

        Assert.Same(FeedFolder.All(Feed.FromJson<Named>(path))[0], FeedFolder.All(Feed.FromJson<Named>(path))[0]);
    }

    [Theory]
    [InlineData(
        "[\n{\"name\":\"a\",\"age\":1,\"plan\":0},\n{\"name\":\"b\",\"age\":\"x\",\"plan\":0}]",
        "rows1.json, line 3, $[1].age: \"x\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData(
        "{\"name\":\"a\",\"age\":1,\"plan\":0}\n{\"name\":\"b\",\"age\":true,\"plan\":0}",
        "rows1.json, line 2, $.age: true is not a whole number from -2147483648 to 2147483647. Write one such as 42.")]
    [InlineData(
        "[{\"name\":\"a\",\"age\":1,\"plan\":\"gold\"}]",
        "rows1.json, line 1, $[0].plan: \"gold\" is not one of Free, Paid. Write one such as Free.")]
    [InlineData("[{\"name\":\"a\",\"age\":1,\"plan\":0}, null]", "rows1.json, $[1] is null. Write an object, or leave it out.")]
    [InlineData("{\"name\":\"a\",\"age\":1,\"plan\":0}\nnull", "rows1.json, line 2 is null. Write an object, or leave it out.")]
    [InlineData(" \n", "rows1.json is empty. Write an array of objects, or one object on each line.")]
    [InlineData("[]", "rows1.json has no rows. A feed needs at least one.")]
    public void A_mistake_says_its_line_its_place_and_its_value(string text, string mistake)
        => Assert.Equal("The load test cannot start: " + mistake, files.JsonMistake<Person>(text));

    /// <summary>The words in the brackets are the platform's.</summary>
    [Theory]
    [InlineData("[\n{\"name\":\"a\",\"age\":1,\"plan\":0},\n{\"name\":]", "rows1.json, line 3 cannot be read (")]
    [InlineData("{\"name\":\"a\",\"age\":1,\"plan\":0}\n{\"name\"", "rows1.json, line 2 cannot be read (")]
    [InlineData("[{\"name\":\"a\",\"plan\":0}]", "rows1.json, line 1 cannot be read (")]
    public void Text_that_is_not_JSON_or_lacks_a_value_says_its_line(string text, string mistake)
    {
        var message = files.JsonMistake<Person>(text);

        Assert.StartsWith("The load test cannot start: " + mistake, message, StringComparison.Ordinal);
        Assert.EndsWith("). The file has to be an array of objects, or to have one object on each line.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_lines_are_listed()
        => Assert.Equal(
            "The load test cannot start, 2 settings need a change:\n"
            + "  1. rows1.json, line 1, $: \"x\" is not a whole number from -2147483648 to 2147483647. Write one such as 42.\n"
            + "  2. rows1.json, line 3, $: {} is not a whole number from -2147483648 to 2147483647. Write one such as 42.",
            files.JsonMistake<int>("\"x\"\n7\n{}"));

    [Fact]
    public void A_type_that_refuses_its_values_says_so()
        => Assert.Equal(
            "The load test cannot start: rows1.json, line 2 cannot be read (nobody is that young). Correct the file, or the type of its rows.",
            files.JsonMistake<Grown>("{\"age\":30}\n{\"age\":-1}"));

    [Fact]
    public void A_file_that_is_not_there_says_where_it_was_looked_for()
        => Assert.Equal(
            $"The load test cannot start: Feed.FromJson<Person>(\"people.json\") names a file that is not there: looked for {Path.Combine(AppContext.BaseDirectory, "people.json")}. "
            + "A relative path is looked for beside the test assembly. Have the build copy the file there, with this in the test project's "
            + "<ItemGroup>: <None Update=\"people.json\" CopyToOutputDirectory=\"PreserveNewest\" />",
            Assert.Throws<LoadConfigurationException>(() => Feed.FromJson<Person>("people.json")).Message);

    public sealed record Person(string Name, int Age, Plan Plan);

    public sealed record Named(string FirstName);

    public sealed record Grown
    {
        public Grown(int age)
        {
            if (age < 0)
                throw new InvalidOperationException("nobody is that young.");
            Age = age;
        }

        public int Age { get; }
    }
}
