using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Create().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_command_has_help_with_examples_and_exit_codes(string command)
    {
        var run = await ToolRun.OfAsync("/nowhere", command, "--help");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains($"Examples:\n  perfassert {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n  0  ", run.Output, StringComparison.Ordinal);
        ToolSnapshot.Compare($"help-{command}", run.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_is_in_the_docs(string command)
        => Assert.Contains($"## {command}", File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "tool.md")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_option_is_in_the_docs(string command)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "tool.md"));
        foreach (var option in Create().Subcommands.Single(each => each.Name == command).Options.Where(option => option.Name != "--help"))
            Assert.Contains(option.Name, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown()
    {
        var run = await ToolRun.OfAsync("/nowhere");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains("record", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_an_error_without_a_stack_trace()
    {
        var run = await ToolRun.OfAsync("/nowhere", "recrod");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith("perfassert: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("The options and examples: perfassert --help\n", run.Errors, StringComparison.Ordinal);
    }

    private static System.CommandLine.RootCommand Create() => ToolCommandLine.Create(ToolEnvironment.OfThisProcess());
}
