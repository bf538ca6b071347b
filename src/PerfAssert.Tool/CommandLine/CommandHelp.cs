using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary>Examples and exit codes of a command, shown under its options.</summary>
internal static class CommandHelp
{
    public const string ToolName = "perfassert";

    private static readonly (string, string)[] Always =
    [
        ("0", "done"),
        ("2", "the command line or something it needs is wrong; standard error says what"),
    ];

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Command, Texts> Known = [];

    /// <summary>Gives a command its examples.</summary>
    /// <param name="command">The command.</param>
    /// <param name="exitCodes">What the codes other than 0 and 2 mean.</param>
    /// <param name="examples">Command lines with what they do.</param>
    public static Command WithHelp(this Command command, IReadOnlyList<(string Code, string Meaning)> exitCodes, params (string Line, string Meaning)[] examples)
    {
        Known.Add(command, new Texts([.. Always.Concat(exitCodes).OrderBy(code => code.Item1, StringComparer.Ordinal)], examples));
        return command;
    }

    public static string FullName(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? ToolName : $"{FullName(parent)} {command.Name}";
    }

    public static void WriteExamples(Command command, TextWriter output)
    {
        if (!Known.TryGetValue(command, out var texts))
            return;
        output.WriteLine("Examples:");
        foreach (var (line, meaning) in texts.Examples)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in texts.ExitCodes)
            output.WriteLine($"  {code}  {meaning}");
        output.WriteLine();
    }

    private sealed record Texts(IReadOnlyList<(string Code, string Meaning)> ExitCodes, IReadOnlyList<(string Line, string Meaning)> Examples);
}
