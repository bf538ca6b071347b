using Xunit;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>The checks themselves: each mistake is found, and said in words.</summary>
public class LintTests
{
    private static readonly string Folder = Path.Combine(Documentation.Root, "docs", "ci");

    [Theory]
    [InlineData("  schedule:", "  nightly:", "on: there is no event \"nightly\"")]
    [InlineData("    - cron: '23 3 * * *'", "    - cron: '23 25 * * *'", "schedule: \"23 25 * * *\" is no cron")]
    [InlineData("contents: read", "contents: write", "permissions: contents is write, reading is enough")]
    [InlineData("concurrency:", "concurency:", "workflow: there is no key \"concurency\"")]
    [InlineData("    timeout-minutes: 120\n", "", "record: \"timeout-minutes\" is missing")]
    [InlineData("ubuntu-24.04", "ubuntu-latest", "record: runs-on changes under the baselines; name a version")]
    [InlineData("actions/checkout@v5", "actions/checkout@main", "record, step 1: \"actions/checkout@main\" is not pinned to a version")]
    [InlineData("          dotnet-version:", "          dotnet-verison:", "record, step 2: actions/setup-dotnet has no input \"dotnet-verison\"")]
    [InlineData("        run: perfassert", "        uses: actions/checkout@v5\n        run: perfassert", "record, step 4: needs exactly one of \"uses\" and \"run\"")]
    [InlineData("perfassert record \"$LOAD_TESTS\"", "perfassert record ${{ github.base_ref }}", "record, step 4: an expression in a script is code from outside; hand it over in env")]
    [InlineData("perfassert record", "perfassert ab", "record: perfassert ab needs fetch-depth: 0")]
    [InlineData("        if: ${{ !cancelled() }}\n", "", "record, step 5: is not uploaded when a test fails")]
    [InlineData("        if: ${{ !cancelled() }}\n", "        if: ${{ !cancelled() && secrets.KEY }}\n", "an expression uses \"secrets\"")]
    public void Mistakes_in_a_workflow_of_GitHub_are_found(string instead, string mistake, string problem)
        => Assert.Contains(problem, GitHubWorkflow.Check(Changed("github-actions-nightly.yml", instead, mistake)));

    [Fact]
    public void A_key_twice_does_not_parse()
        => Assert.StartsWith("does not parse: ", GitHubWorkflow.Check("jobs:\n  a: 1\n  a: 2\n")[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("trigger: none", "triger: none", "pipeline: there is no key \"triger\"")]
    [InlineData("task: UseDotNet@2", "task: UseDotNet", "compare, step 2: \"UseDotNet\" is not pinned to a version")]
    [InlineData("packageType: sdk", "packagetype: sdk", "compare, step 2: UseDotNet@2 has no input \"packagetype\"")]
    [InlineData("      - bash: dotnet restore", "      - sh: dotnet restore", "compare, step 3: needs exactly one of bash, checkout, task")]
    [InlineData("        displayName: Restore", "        name: Restore", "compare, step 3: there is no key \"name\"")]
    [InlineData("        fetchDepth: 0", "        fetchDepth: 1", "paired: perfassert ab needs fetchDepth: 0")]
    [InlineData("    timeoutInMinutes: 60\n", "", "paired: \"timeoutInMinutes\" is missing")]
    public void Mistakes_in_the_pipeline_of_Azure_are_found(string instead, string mistake, string problem)
        => Assert.Contains(problem, AzurePipeline.Check(Changed("azure-pipelines.yml", instead, mistake)));

    [Theory]
    [InlineData("  - performance\n", "  - test\n", "perf-record: its stage is not in stages")]
    [InlineData("  extends: .perf\n", "  extends: .pref\n", "perf-record: extends \".pref\", which does not exist")]
    [InlineData("    when: always\n", "    when: on_success\n", "perf-record: its artifacts are not kept when a test fails")]
    [InlineData("  timeout: 2h", "  time_out: 2h", "perf-record: there is no key \"time_out\"")]
    [InlineData("    GIT_DEPTH: '0'", "    GIT_DEPTH: '20'", "perf-paired: perfassert ab needs GIT_DEPTH: '0'")]
    public void Mistakes_in_the_pipeline_of_GitLab_are_found(string instead, string mistake, string problem)
        => Assert.Contains(problem, GitLabPipeline.Check(Changed("gitlab-ci.yml", instead, mistake)));

    [Theory]
    [InlineData("    stages {", "    stages", "has a } too many")]
    [InlineData("    post {", "    past {", "there is no section \"past\"")]
    [InlineData("            steps {", "            step {", "a stage has no steps")]
    public void Mistakes_in_the_pipeline_of_Jenkins_are_found(string instead, string mistake, string problem)
        => Assert.Contains(problem, JenkinsPipeline.Check(Changed("Jenkinsfile", instead, mistake)));

    [Theory]
    [InlineData("perfassert recrd", "perfassert recrd: Unrecognized command or argument 'recrd'.")]
    [InlineData("A=1 perfassert record --runz 5", "perfassert record --runz 5: there is no option --runz")]
    [InlineData("if true; then perfassert record --runs 0; fi", "perfassert record --runs 0: --runs 0: write a whole number from 1 to 50, such as --runs 5")]
    [InlineData("dotnet tset -c Release", "dotnet has no command \"tset\", or none that is known here")]
    [InlineData("echo ready && dotnet test \\\n  --fliter Category=Load", "dotnet test has no option --fliter")]
    public void Commands_and_options_that_do_not_exist_are_found(string script, string problem)
        => Assert.Contains(problem, ShellScript.Check(script));

    [Theory]
    [InlineData("perfassert record \"$LOAD_TESTS\" --runs 5 # for dotnet fans\necho 'dotnet tset; perfassert nothing'")]
    [InlineData("perfassert summary --markdown >> \"$GITHUB_STEP_SUMMARY\"")]
    [InlineData("dotnet test tests -c Release -m:1 --filter 'FullyQualifiedName~A|FullyQualifiedName~B'")]
    public void Commands_that_exist_are_not_complained_of(string script) => Assert.Empty(ShellScript.Check(script));

    [Fact]
    public void Shell_that_is_not_closed_is_found()
    {
        if (!OperatingSystem.IsWindows())
            Assert.StartsWith("bash cannot read it: ", Assert.Single(ShellScript.Check("if true; then echo 1")), StringComparison.Ordinal);
    }

    private static string Changed(string file, string instead, string mistake)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
        Assert.Contains(instead, text, StringComparison.Ordinal);
        return text.Replace(instead, mistake, StringComparison.Ordinal);
    }
}
