using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Planning.Outside;

public sealed class SettingsSearchTests : IDisposable
{
    private const string Output = "repo/tests/Shop.Tests/bin/Release";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", Output)]
    [InlineData("repo/tests/Shop.Tests/Shop.Tests.csproj", Output, "repo/tests/Shop.Tests/bin", "repo/tests/Shop.Tests")]
    [InlineData("repo/tests/Shop.Tests/Shop.Tests.csproj repo/Shop.sln", Output, "repo/tests/Shop.Tests/bin", "repo/tests/Shop.Tests", "repo/tests", "repo")]
    [InlineData("repo/tests/Shop.Tests/Shop.Tests.csproj repo/.git", Output, "repo/tests/Shop.Tests/bin", "repo/tests/Shop.Tests", "repo/tests", "repo")]
    public void It_looks_beside_the_assembly_and_up_to_the_end_of_what_is_ours(string files, params string[] expected)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Write(file);
        Directory.CreateDirectory(At(Output));

        Assert.Equal(expected.Select(At), SettingsSearch.Folders(At(Output), null));
    }

    [Fact]
    public void It_looks_in_the_project_too_where_the_output_lies_elsewhere()
    {
        Write("repo/.git");
        Write("repo/Shop.Tests/perfassert.json");
        Directory.CreateDirectory(At("artifacts"));

        Assert.Equal(At("repo/Shop.Tests/perfassert.json"), SettingsSearch.Find("perfassert.json", At("artifacts"), At("repo/Shop.Tests")));
        Assert.Null(SettingsSearch.Find("perfassert.json", At("artifacts"), At("gone")));
    }

    [Fact]
    public void The_nearest_file_is_the_one()
    {
        Write("repo/.git");
        Write("repo/perfassert.json", """{ "all": { "users": 1 } }""");
        Write("repo/tests/Shop.Tests/perfassert.json", """{ "all": { "users": 2 } }""");
        Write("repo/load/ci.json", """{ "all": { "users": 3 } }""");
        Directory.CreateDirectory(At(Output));

        Assert.Equal(At("repo/tests/Shop.Tests/perfassert.json"), Outside().File!.Path);
        Assert.Equal(At("repo/load/ci.json"), Outside("load/ci.json").File!.Path);
        Assert.Equal(At("repo/perfassert.json"), Outside(At("repo/perfassert.json")).File!.Path);
        Assert.Null(Outside("none").File);
    }

    [Fact]
    public void A_file_that_was_changed_is_read_again()
    {
        Write(Output + "/perfassert.json", """{ "all": { "users": 1 } }""");
        var first = Outside().File;
        Assert.Same(first, Outside().File);

        Write(Output + "/perfassert.json", """{ "all": { "users": 12 } }""");

        Assert.Equal(12, Outside().File!.Always.All.Users);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_mistake()
    {
        Directory.CreateDirectory(At(Output));
        Write(Output + "/settings.json");
        using var held = new FileStream(At(Output + "/settings.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var error = Assert.Single(Outside("settings.json").Errors);

        Assert.StartsWith("cannot be read (", error.Problem, StringComparison.Ordinal);
    }

    private OutsideSettings Outside(string? file = null) => OutsideSettings.Of(At(Output), null, name => name == OutsideSettings.FileVariable ? file : null);

    private string At(string path) => Path.Combine([folder.Path, .. path.Split('/')]);

    private void Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
