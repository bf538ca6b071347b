namespace PerfAssert.Tests.Docs.Ci;

/// <summary>The command line of <c>perfassert</c>.</summary>
internal static class ToolCommandLines
{
    private static readonly Dictionary<string, string[]> Options = new()
    {
        ["record"] = ["--runs", "--filter", "--accept", "--configuration", "-c", "--no-build"],
        ["accept"] = ["--rebase", "--list"],
        ["compare"] = ["--markdown", "--json", "--fail-on"],
        ["ab"] = ["--base"],
        ["summary"] = ["--test", "--markdown", "--json"],
        ["clean"] = ["--keep", "--older-than", "--dry-run"],
    };

    /// <param name="words">The words after <c>perfassert</c>.</param>
    public static IEnumerable<string> Check(string[] words)
        => Options.TryGetValue(words.FirstOrDefault() ?? "", out var options)
            ? words.Where(word => word.StartsWith('-')).Except(options).Select(option => $"perfassert {words[0]} has no option {option}")
            : [$"perfassert has no command \"{words.FirstOrDefault()}\""];
}
