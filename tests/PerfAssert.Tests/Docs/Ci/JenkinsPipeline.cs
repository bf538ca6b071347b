using System.Text.RegularExpressions;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>What of a declarative Jenkins pipeline can be checked without Jenkins (jenkins.io, Pipeline Syntax).</summary>
internal static partial class JenkinsPipeline
{
    private static readonly string[] Sections = ["agent", "options", "triggers", "environment", "stages", "post", "parameters", "tools"];

    public static IReadOnlyList<string> Check(string text)
    {
        var problems = new List<string>();
        var code = Blanked().Replace(text, match => new string('\n', match.Value.Count(character => character == '\n')));
        if (!code.TrimStart().StartsWith("pipeline {", StringComparison.Ordinal))
            problems.Add("does not begin with pipeline {");

        var open = new Stack<char>();
        foreach (var bracket in code.Where("{}()".Contains))
        {
            if (bracket is '{' or '(')
                open.Push(bracket);
            else if (!open.TryPop(out var opened) || (opened, bracket) is not (('{', '}') or ('(', ')')))
                problems.Add($"has a {bracket} too many");
        }

        if (open.Count > 0)
            problems.Add($"has {open.Count} brackets that are not closed");
        var sections = Section().Matches(code).Select(match => match.Groups["name"].Value).ToArray();
        problems.AddRange(sections.Except(Sections).Select(section => $"there is no section \"{section}\""));
        problems.AddRange(new[] { "agent", "stages", "options", "post" }.Except(sections).Select(section => $"section \"{section}\" is missing"));
        problems.AddRange(Stage().Matches(code)
            .Where(stage => !stage.Groups["body"].Value.Contains("steps {", StringComparison.Ordinal)).Select(_ => "a stage has no steps"));
        return problems;
    }

    /// <summary>All shell of the pipeline, that of stages which are commented out included.</summary>
    public static IEnumerable<string> Scripts(string text)
        => Shell().Matches(Comment().Replace(text, "")).Select(match => match.Groups["script"].Value);

    /// <summary>Comments and strings, in which brackets mean nothing.</summary>
    [GeneratedRegex(@"//[^\n]*|'''.*?'''|'[^'\n]*'|""[^""\n]*""", RegexOptions.Singleline)]
    private static partial Regex Blanked();

    [GeneratedRegex(@"^    (?<name>[a-z]+) \{", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"^        stage\(.*?\) \{(?<body>.*?)^        \}", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^ *// ?", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"sh '''(?<script>.*?)'''", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shell();
}
