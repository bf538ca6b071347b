using System.IO.Enumeration;

namespace PerfAssert;

/// <summary>Tests by name, and what is said of them.</summary>
/// <param name="Text"><c>Class.Method</c>, with or without its namespace; <c>*</c> stands for any characters.</param>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Settings">What is said.</param>
internal sealed record TestPattern(string Text, int Line, LoadSettings Settings)
{
    public bool IsExact => !Text.Contains('*', StringComparison.Ordinal);

    public int Letters => Text.Count(character => character != '*');

    public bool Matches(string name) => FileSystemName.MatchesSimpleExpression(Text, name, ignoreCase: true);
}
