namespace PerfAssert.Tool;

/// <summary>A program that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Errors)
{
    private const int MostLines = 12;

    /// <summary>The end of what it said, or the errors of a compiler in it, indented; for the message about its failure.</summary>
    public string Tail()
    {
        string[] lines = [.. $"{Output}\n{Errors}".ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        string[] errors = [.. lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];
        return string.Concat((errors.Length > 0 ? errors.Take(MostLines) : lines.TakeLast(MostLines)).Select(line => $"\n  | {line}"));
    }
}
