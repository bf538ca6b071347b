using Spectre.Console;

namespace PerfAssert.Tool;

/// <summary>
/// Where the tool writes: with colours and lines on a terminal; plain text without wrapping where the output goes to a file or a CI log.
/// </summary>
internal sealed class Terminal
{
    /// <summary>A CI log scrolls sideways: better wide than with a figure broken in two.</summary>
    private const int PlainWidth = 400;

    private readonly IAnsiConsole? console;

    /// <param name="output">For what was asked for.</param>
    /// <param name="error">For what went wrong.</param>
    /// <param name="console">Draws on a terminal; <see langword="null"/> for plain text.</param>
    public Terminal(TextWriter output, TextWriter error, IAnsiConsole? console = null)
    {
        Out = output;
        ErrorWriter = error;
        this.console = console;
    }

    public TextWriter Out { get; }

    public TextWriter ErrorWriter { get; }

    public bool IsPlain => console is null;

    public static Terminal OfThisProcess()
    {
        var plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(Console.Out, Console.Error, plain ? null : AnsiConsole.Console);
    }

    /// <summary>Writes one line as it is.</summary>
    public void Line(string text = "", Tone tone = Tone.Plain)
    {
        if (console is null)
            Out.WriteLine(text);
        else
            Unwrapped(console, new Text(text + "\n", StyleOf(tone)));
    }

    /// <summary>Writes to standard error.</summary>
    /// <param name="text">What, where, and what to write instead.</param>
    /// <param name="isFirst">Whether this begins an error, rather than continuing one.</param>
    public void Error(string text, bool isFirst = true) => ErrorWriter.WriteLine(isFirst ? $"perfassert: {text}" : $"            {text}");

    public void Table(FigureTable table)
    {
        if (console is not null)
        {
            console.Write(table.Draw(TableBorder.Rounded, console.Profile.Width));
            return;
        }

        // Spectre fills lines up with blanks; a log and a snapshot want none.
        using var text = new StringWriter();
        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        plain.Profile.Width = PlainWidth;
        plain.Profile.Capabilities.Unicode = true;
        plain.Write(table.Draw(TableBorder.Simple, PlainWidth));
        foreach (var line in text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
            Out.WriteLine(line);
    }

    /// <summary>The terminal breaks a long line itself; broken here, a path could not be copied in one piece.</summary>
    private static void Unwrapped(IAnsiConsole console, Text text)
    {
        var width = console.Profile.Width;
        console.Profile.Width = PlainWidth * 10;
        console.Write(text);
        console.Profile.Width = width;
    }

    internal static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
