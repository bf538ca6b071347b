using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public sealed class SourceFolderTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly string project;
    private readonly string source;

    public SourceFolderTests()
    {
        project = Directory.CreateDirectory(Path.Combine(root.Path, "tests", "Shop.Tests")).FullName;
        File.WriteAllText(Path.Combine(project, "Shop.Tests.csproj"), "");
        source = Path.Combine(Directory.CreateDirectory(Path.Combine(project, "Orders")).FullName, "OrderTests.cs");
        File.WriteAllText(source, "");
        Directory.CreateDirectory(Path.Combine(root.Path, "shared"));
        File.WriteAllText(Path.Combine(root.Path, "shared", "Common.cs"), "");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void The_source_may_be_where_the_compiler_saw_it() => Assert.Equal(Path.Combine(project, "Orders"), Find(source));

    [Theory]
    [InlineData("/_/tests/Shop.Tests/Orders/OrderTests.cs")]
    [InlineData("/home/other/checkout/tests/Shop.Tests/Orders/OrderTests.cs")]
    [InlineData(@"D:\a\shop\shop\tests\Shop.Tests\Orders\OrderTests.cs")]
    [InlineData("OrderTests.cs/../Orders/OrderTests.cs")]
    public void A_mapped_source_is_found_below_the_project(string mapped) => Assert.Equal(Path.Combine(project, "Orders"), Find(mapped, project));

    [Fact]
    public void A_linked_source_is_found_in_the_repository() => Assert.Equal(Path.Combine(root.Path, "shared"), Find("/_/shared/Common.cs", project));

    [Fact]
    public void A_moved_checkout_is_found_by_its_project_file()
        => Assert.Equal(
            Path.Combine(project, "Orders"),
            Find("/_/tests/Shop.Tests/Orders/OrderTests.cs", "/gone", Path.Combine(project, "bin", "Release", "net10.0", "Shop.Tests.dll")));

    [Fact]
    public void The_environment_has_the_last_word()
    {
        var copy = Directory.CreateDirectory(Path.Combine(root.Path, "copy")).FullName;

        Assert.Equal(copy, Find(source, project, named: copy));
        Assert.Equal(Path.Combine(project, "Orders"), Find("/_/Orders/OrderTests.cs", named: project));
        Assert.Null(Find(source, project, named: "/no/such/folder", problem: "PERFASSERT_PROJECT_DIR names /no/such/folder, which is no folder. Set it to the folder of the test project."));
    }

    [Fact]
    public void What_cannot_be_found_says_what_to_set() => Assert.Null(Find(
        "/_/tests/Other/Nowhere.cs",
        project,
        problem: "The source file /_/tests/Other/Nowhere.cs is not on this machine, so the place of the baseline is not known. "
            + "Set the environment variable PERFASSERT_PROJECT_DIR to the folder of the test project."));

    private static string? Find(string sourceFile, string built = "", string assembly = "", string? named = null, string problem = "")
    {
        var folder = new SourceFolder(_ => named).Find(
            sourceFile,
            assembly,
            key => key == SourceFolder.ProjectDirectoryKey ? built : "Shop.Tests.csproj",
            out var found);
        Assert.Equal(problem, found);
        return folder;
    }
}
