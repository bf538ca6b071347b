using System.Text.RegularExpressions;
using Xunit;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>The files of docs/ci are copied by others: they are checked as far as that goes without the services they are for.</summary>
public partial class CiFileTests
{
    private static readonly string Folder = Path.Combine(Documentation.Root, "docs", "ci");

    public static TheoryData<string> Files() => [.. Names()];

    [Theory]
    [InlineData("github-actions-pr.yml")]
    [InlineData("github-actions-nightly.yml")]
    public void A_workflow_of_GitHub_is_in_order(string file) => Assert.Empty(GitHubWorkflow.Check(Read(file)));

    [Fact]
    public void The_pipeline_of_Azure_is_in_order() => Assert.Empty(AzurePipeline.Check(Read("azure-pipelines.yml")));

    [Fact]
    public void The_pipeline_of_GitLab_is_in_order() => Assert.Empty(GitLabPipeline.Check(Read("gitlab-ci.yml")));

    [Fact]
    public void The_pipeline_of_Jenkins_is_in_order() => Assert.Empty(JenkinsPipeline.Check(Read("Jenkinsfile")));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_shell_of_each_file_can_be_run(string file)
    {
        var scripts = Scripts(file).ToArray();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Empty(ShellScript.Check(script)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_of_the_repository_that_is_named_exists(string file)
        => Assert.All(
            RepositoryPath().Matches(Read(file)).Select(match => match.Value),
            path => Assert.True(Path.Exists(Path.Combine(Documentation.Root, path)), $"{file} names {path}"));

    [Theory]
    [MemberData(nameof(Files))]
    public void No_file_asks_for_a_secret(string file) => Assert.DoesNotContain("secrets.", Read(file), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("github-actions-pr.yml", "perfassert ab")]
    [InlineData("github-actions-pr.yml", "dotnet test")]
    [InlineData("github-actions-nightly.yml", "perfassert record")]
    [InlineData("azure-pipelines.yml", "perfassert ab")]
    [InlineData("azure-pipelines.yml", "perfassert record")]
    [InlineData("gitlab-ci.yml", "perfassert ab")]
    [InlineData("gitlab-ci.yml", "perfassert record")]
    [InlineData("Jenkinsfile", "perfassert ab")]
    [InlineData("Jenkinsfile", "perfassert record")]
    public void The_checks_see_the_commands_that_matter(string file, string command)
        => Assert.Contains(Scripts(file), script => script.Contains(command, StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_accepted_in_CI()
        => Assert.DoesNotContain(
            Names().Where(file => file != "README.md").SelectMany(Scripts).SelectMany(script => ShellScript.Calls(script, "perfassert")),
            words => words[0] == "accept" || words.Contains("--accept"));

    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Scripts(string file) => file switch
    {
        "azure-pipelines.yml" => AzurePipeline.Scripts(Read(file)),
        "gitlab-ci.yml" => GitLabPipeline.Scripts(Read(file)),
        "Jenkinsfile" => JenkinsPipeline.Scripts(Read(file)),
        "README.md" => Documentation.Shell(Read(file)),
        _ => GitHubWorkflow.Scripts(Read(file)),
    };

    [GeneratedRegex(@"(?<![\w./$-])(src|tests|docs|samples|bench)/[\w./-]*\w")]
    private static partial Regex RepositoryPath();
}
