using System.Text;

namespace PerfAssert;

/// <summary>How a test host of VSTest is asked to run some tests and only to measure: its arguments and its environment.</summary>
internal static class TestHostCommand
{
    /// <summary>Keeps what was set for this process from meaning something in a child: <see langword="null"/> removes a variable.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Neutral = new Dictionary<string, string?>(Leaking())
    {
        [JobSummary.Variable] = null,
        [BaselineEnvironment.OnlyVariable] = null,
        [BaselineEnvironment.EndWhenCertainVariable] = null,
        [BaselineEnvironment.SkipVariable] = null,
        [TurnClient.Variable] = null,
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
    };

    /// <summary>The variables of a process that measures and leaves judging to this one.</summary>
    /// <param name="output">Folder for the reports.</param>
    public static Dictionary<string, string?> Measuring(string output) => new(Neutral)
    {
        [BaselineEnvironment.ModeVariable] = "measure",
        [BaselineEnvironment.ConfirmVariable] = "0",
        [ReportFolder.Variable] = output,
    };

    /// <summary>The arguments of <c>dotnet</c> that run one method's tests.</summary>
    /// <param name="assembly">Full path of the test assembly.</param>
    /// <param name="fullyQualifiedName">The method.</param>
    /// <param name="output">Folder for the results.</param>
    public static IReadOnlyList<string> Arguments(string assembly, string fullyQualifiedName, string output)
        => ["vstest", assembly, $"--TestCaseFilter:{Filter([fullyQualifiedName])}", $"--ResultsDirectory:{output}"];

    /// <summary>The filter for tests by their full names.</summary>
    public static string Filter(IEnumerable<string> fullyQualifiedNames)
        => string.Join('|', fullyQualifiedNames.Distinct(StringComparer.Ordinal).Select(name => $"FullyQualifiedName={Escape(name)}"));

    /// <summary>VSTest reads these characters of a filter as its own unless a backslash precedes them.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is '\\' or '(' or ')' or '&' or '|' or '=' or '!' or '~')
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>What a test host or a build around this process has set for itself.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Leaking()
        => Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(DotnetHost.Leaks).Select(name => new KeyValuePair<string, string?>(name, null));
}
