using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class UserFieldsTests
{
    [Fact]
    public async Task Each_user_has_an_initialised_instance_of_its_own_which_is_disposed_after_its_last_method()
    {
        var entries = await EntriesAsync(nameof(UserFields.Own_instance));

        Assert.Equal(4, entries.Count(entry => entry == "created"));
        Assert.Equal(4, entries.Count(entry => entry == "initialised"));
        Assert.Equal(4, entries.Count(entry => entry == "disposed asynchronously"));
        Assert.Equal(4, entries.Count(entry => entry == "disposed"));
        foreach (var user in Enumerable.Range(1, 3))
        {
            Assert.Single(entries, $"user {user} enters");
            Assert.Single(entries, $"user {user} leaves an instance that saw {user}");
        }

        Assert.Equal(["created", "initialised", "run opens"], entries.Take(3));
        Assert.Equal(["run closes", "disposed asynchronously", "disposed"], entries.TakeLast(3));
        Assert.Equal(["created", "disposed"], Journal.Take<CountedFixture>());
    }

    [Fact]
    public async Task All_users_share_the_instance_when_asked()
    {
        var entries = await EntriesAsync(nameof(UserFields.Shared_instance));

        Assert.Equal(["created", "initialised", "saw 3 users", "disposed asynchronously", "disposed"], entries);
    }

    [Fact]
    public async Task The_methods_around_users_are_called_on_the_tests_instance_where_the_body_is_the_test()
    {
        var entries = await EntriesAsync(nameof(UserFields.Whole_test));

        Assert.Single(entries, "created");
        Assert.Equal(3, entries.Count(entry => entry.EndsWith("enters", StringComparison.Ordinal)));
        Assert.Equal(3, entries.Count(entry => entry.Contains("leaves an instance that saw", StringComparison.Ordinal)));
        Assert.Contains(entries, entry => entry.EndsWith("saw 1 2 3", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(string method)
    {
        Journal.Take<UserFields>();
        Journal.Take<CountedFixture>();
        var run = await InnerRun.OfAsync(typeof(UserFields), method);
        Assert.Equal("passed: ", $"{run.Single.Outcome}: {run.Single.Message}");
        return Journal.Take<UserFields>();
    }
}
