using System.Text.Json;

namespace PerfAssert.Tool;

/// <summary>The assembly that a test project builds, and the load tests in it.</summary>
/// <param name="environment">Starts the processes.</param>
internal sealed class TestAssembly(ToolEnvironment environment)
{
    /// <summary>Full path of what a project builds.</summary>
    /// <exception cref="ToolException">It has several, or none.</exception>
    public async Task<string> PathAsync(string project, string configuration, string? framework, CancellationToken cancellationToken)
    {
        List<string> arguments = ["msbuild", project, "-getProperty:TargetPath", "-getProperty:TargetFrameworks", $"-p:Configuration={configuration}", "-nologo"];
        if (framework is not null)
            arguments.Add($"-p:TargetFramework={framework}");
        var outcome = await environment.Processes.RunAsync(new ProcessRequest("dotnet", arguments, Path.GetDirectoryName(project)!) { Variables = TestHostCommand.Neutral }, cancellationToken);
        var (path, frameworks) = outcome.ExitCode == 0 ? Parse(outcome.Output) : ("", "");
        if (path.Length > 0 && (framework is not null || !frameworks.Contains(';', StringComparison.Ordinal)))
            return path;
        throw new ToolException(frameworks.Length > 0
            ? $"{environment.Shown(project)} is built for several frameworks ({frameworks}); name one: --framework {frameworks.Split(';')[^1]}"
            : $"it cannot be told what {environment.Shown(project)} builds; is it a test project?{outcome.Tail()}");
    }

    /// <summary>Full names of the methods with load tests.</summary>
    /// <param name="assembly">Full path.</param>
    /// <param name="filter">Which tests, as <c>dotnet test --filter</c> has it.</param>
    /// <param name="scratch">Folder for the list.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">The tests cannot be listed.</exception>
    public async Task<IReadOnlyList<string>> TestsAsync(string assembly, string filter, string scratch, CancellationToken cancellationToken)
    {
        var list = Path.Combine(scratch, $"{Guid.NewGuid():N}.txt");
        var outcome = await environment.Processes.RunAsync(
            new ProcessRequest("dotnet", ["vstest", assembly, "--ListFullyQualifiedTests", $"--ListTestsTargetPath:{list}", $"--TestCaseFilter:{filter}"], Path.GetDirectoryName(assembly)!)
            {
                Variables = TestHostCommand.Neutral,
            },
            cancellationToken);
        if (File.Exists(list))
            return [.. (await File.ReadAllLinesAsync(list, cancellationToken)).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)];
        if (outcome.ExitCode == 0)
            return [];
        throw new ToolException($"the tests of {assembly} cannot be listed{outcome.Tail()}");
    }

    private static (string Path, string Frameworks) Parse(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var properties = document.RootElement.GetProperty("Properties");
            return (properties.GetProperty("TargetPath").GetString() ?? "", properties.GetProperty("TargetFrameworks").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ("", "");
        }
    }
}
