extern alias tool;

using tool::PerfAssert.Tool;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>The command line of <c>perfassert</c>, asked of the tool itself.</summary>
internal static class ToolCommandLines
{
    /// <param name="words">The words after <c>perfassert</c>.</param>
    /// <returns>What the tool would complain of.</returns>
    public static IEnumerable<string> Check(string[] words)
    {
        if (words is ["--help"])
            return [];
        var parsed = ToolCommandLine.Create(ToolEnvironment.OfThisProcess()).Parse(words);
        var known = parsed.RootCommandResult.Command.Options.Concat(parsed.CommandResult.Command.Options)
            .SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);

        // Commands that take paths take an option that does not exist for one, until they look for it.
        return parsed.Errors.Select(error => error.Message)
            .Concat(words.Where(word => word.StartsWith('-')).Select(word => word.Split('=')[0]).Where(word => !known.Contains(word)).Select(word => $"there is no option {word}"))
            .Select(problem => $"perfassert {string.Join(' ', words)}: {problem}");
    }
}
