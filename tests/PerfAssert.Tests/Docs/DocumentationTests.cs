using System.Text.RegularExpressions;
using PerfAssert.Tests.Docs.Ci;
using Xunit;

namespace PerfAssert.Tests.Docs;

public partial class DocumentationTests
{
    public static TheoryData<string, string> NamedBlocks()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var (page, name, _) in Documentation.Blocks())
            blocks.Add(page, name);
        return blocks;
    }

    [Theory]
    [MemberData(nameof(NamedBlocks))]
    public void Each_block_of_code_is_the_region_of_that_name_in_SampleApiPerfTests(string page, string name)
    {
        Assert.True(name.Length > 0, $"{page} has a csharp block without <!-- docs:name --> on the line above it.");
        Assert.True(Documentation.Regions().TryGetValue(name, out var region), $"{page} shows docs:{name}, which no file of tests/SampleApiPerfTests has.");
        Assert.All(Documentation.Blocks().Where(block => block.Page == page && block.Name == name), block => Assert.Equal(region, block.Text));
    }

    [Fact]
    public void Each_region_is_shown_on_some_page()
        => Assert.Empty(Documentation.Regions().Keys.Except(Documentation.Blocks().Select(block => block.Name)));

    [Fact]
    public void Each_link_to_a_file_of_the_repository_leads_somewhere() => Assert.Empty(Documentation.BrokenLinks());

    [Fact]
    public void The_shell_of_each_page_can_be_run()
        => Assert.All(Documentation.Texts(), page => Assert.Empty(Documentation.Shell(page.Text).SelectMany(ShellScript.Check)));

    [Fact]
    public void Each_variable_that_a_page_names_is_one_that_the_source_reads()
    {
        var known = SourceVariables();

        Assert.Contains("PERFASSERT_OUTPUT", known);
        Assert.All(
            Documentation.Texts().Concat(Directory.EnumerateFiles(Path.Combine(Documentation.Root, "docs", "ci")).Select(file => (Page: file, Text: File.ReadAllText(file)))),
            page => Assert.Empty(Variable().Matches(page.Text).Select(match => match.Value).Distinct().Except(known)));
    }

    [Fact]
    public void The_guide_explains_each_variable() => Assert.All(SourceVariables(), AssertIsInGuide);

    [Fact]
    public void The_guide_explains_each_setting()
        => Assert.All(
            typeof(LoadSettings).GetProperties().Select(property => property.Name).Except([nameof(LoadSettings.Name), nameof(LoadSettings.Expectations)]),
            AssertIsInGuide);

    [Fact]
    public void The_guide_explains_each_metric()
        => Assert.All(Metrics.All.Select(metric => metric.Name).Where(name => !Metrics.IsService(name)), AssertIsInGuide);

    /// <summary>The variables that stand as constants in the source.</summary>
    private static string[] SourceVariables()
        => [.. Directory.EnumerateFiles(Path.Combine(Documentation.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("obj", StringComparison.Ordinal))
            .SelectMany(file => Constant().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct()];

    private static void AssertIsInGuide(string name)
        => Assert.Contains($"`{name}`", File.ReadAllText(Path.Combine(Documentation.Root, "docs", "guide.md")), StringComparison.Ordinal);

    [GeneratedRegex("PERFASSERT_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex("\"(?<name>PERFASSERT_[A-Z_]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Constant();
}
