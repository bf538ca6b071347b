namespace PerfAssert.Tests.Docs.Ci;

/// <summary>The part of the command line of the .NET 10 SDK that the documentation uses, as <c>dotnet … --help</c> lists it.</summary>
internal static class DotnetCommandLine
{
    private static readonly string[] Common = ["-c", "--configuration", "--nologo", "-v", "--verbosity", "--no-restore"];

    private static readonly Dictionary<string, string[]> Options = new()
    {
        ["restore"] = ["--nologo", "-v", "--verbosity", "--locked-mode"],
        ["build"] = [.. Common, "--no-incremental", "-o", "--output"],
        ["test"] = [.. Common, "--no-build", "--filter", "--logger", "-l", "--results-directory", "--blame-hang-timeout", "-t", "--list-tests", "-s", "--settings"],
        ["add"] = [],
        ["tool install"] = ["-g", "--global", "--version", "--tool-path", "--local", "--add-source", "--prerelease"],
        ["tool restore"] = [],
    };

    /// <param name="words">The words after <c>dotnet</c>.</param>
    public static IEnumerable<string> Check(string[] words)
    {
        var command = words is ["tool", var verb, ..] ? $"tool {verb}" : words.FirstOrDefault() ?? "";
        if (!Options.TryGetValue(command, out var options))
            return [$"dotnet has no command \"{command}\", or none that is known here"];
        return words.Where(word => word.StartsWith('-') && word is not ['-', 'm', ':', ..] and not ['-', 'p', ':', ..])
            .Select(word => word.Split('=')[0]).Except(options)
            .Select(option => $"dotnet {command} has no option {option}");
    }
}
