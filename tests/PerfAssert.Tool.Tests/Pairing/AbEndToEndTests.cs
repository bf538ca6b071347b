using System.Xml.Linq;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests.Pairing;

/// <summary>
/// The command as a user runs it, with nothing played: a repository of two commits, real builds, real test hosts. The second commit does
/// four times the work in an iteration, which no machine hides.
/// </summary>
public sealed class AbEndToEndTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_commit_that_does_more_work_is_found_slower()
    {
        Write("Shop.Tests.csproj", Project());
        Write(".gitignore", "bin/\nobj/\n");
        Write("ShopPerf.cs", Code(work: 20_000));
        await GitAsync("init", "-q", "-b", "main");
        await CommitAsync("first");
        Write("ShopPerf.cs", Code(work: 80_000));
        await CommitAsync("second");

        var run = await ToolRun.OfAsync(folder.Path, new ProcessRunner(), new Dictionary<string, string>(), "ab", "--base", "HEAD~1", "--slice", "100ms", "--max-time", "2s");
        Assert.True(run.Code == ExitCode.Regression, run.ToString());
        Assert.Contains("REGRESSED  ShopPerf.Search: ", run.Output, StringComparison.Ordinal);
        Assert.Matches("ShopPerf.Search: 10 pairs of turns in [0-9.]+ s, to confirm it: regressed", run.Output);
        Assert.Single((await GitAsync("worktree", "list", "--porcelain")).Split('\n'), line => line.StartsWith("worktree ", StringComparison.Ordinal));
    }

    private static string Code(int work) => $$"""
        using PerfAssert;

        namespace Shop.Tests;

        public class ShopPerf
        {
            [LoadFact(Users = 1, Duration = "1s", WarmUp = "300ms")]
            public void Search(VirtualUser user)
            {
                var sum = 0.0;
                for (var i = 0; i < {{work}}; i++)
                    sum = Math.Sqrt(sum + i);
                if (sum < 0)
                    throw new InvalidOperationException();
            }
        }
        """;

    /// <summary>What a user's project has, with the assemblies that were just built in place of the packages.</summary>
    private static string Project()
    {
        var source = Path.Combine(RepositoryFolder.Root, "src", "PerfAssert.Xunit");
        var built = Path.Combine(source, "bin", AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0");
        var versions = XDocument.Load(Path.Combine(RepositoryFolder.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        string Package(string name) => $"""<PackageReference Include="{name}" Version="{versions[name]}" />""";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <IsTestProject>true</IsTestProject>
                <NuGetAudit>false</NuGetAudit>
                <PerfAssertLogger>false</PerfAssertLogger>
              </PropertyGroup>
              <ItemGroup>
                {Package("Microsoft.NET.Test.Sdk")}
                {Package("xunit")}
                {Package("xunit.runner.visualstudio")}
                <Reference Include="{Path.Combine(built, "PerfAssert.dll")}" />
                <Reference Include="{Path.Combine(built, "PerfAssert.Xunit.dll")}" />
              </ItemGroup>
              <Import Project="{Path.Combine(source, "build", "PerfAssert.Xunit.targets")}" />
            </Project>
            """;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.Path, name), text);

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-qm", message);
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var outcome = await new ProcessRunner().RunAsync(new ProcessRequest("git", arguments, folder.Path), default);
        Assert.True(outcome.ExitCode == 0, $"git {string.Join(' ', arguments)}: {outcome.Errors}");
        return outcome.Output;
    }
}
