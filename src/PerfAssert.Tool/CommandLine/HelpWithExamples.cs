using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PerfAssert.Tool;

/// <summary>The help of System.CommandLine, followed by examples and exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    /// <summary>As wide as the tables of a CI log.</summary>
    private const int Width = 110;

    private readonly HelpAction inner;

    public HelpWithExamples(HelpAction inner)
    {
        this.inner = inner;
        inner.MaxWidth = Width;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter { NewLine = "\n" };
        configuration.Output = text;
        var code = inner.Invoke(parseResult);
        CommandHelp.WriteExamples(parseResult.CommandResult.Command, text);
        configuration.Output = output;

        // The process may be called by another name than the command; and lines are filled up with blanks.
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var usage = $"  {parseResult.RootCommandResult.Command.Name} ";
        foreach (var line in lines)
            output.WriteLine((line.StartsWith(usage, StringComparison.Ordinal) ? $"  {CommandHelp.ToolName} {line[usage.Length..]}" : line).TrimEnd());
        return code;
    }
}
