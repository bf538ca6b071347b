using Spectre.Console;
using Xunit;

namespace PerfAssert.Tool.Tests;

public class TerminalTests
{
    [Fact]
    public void Redirected_output_has_no_colours_and_no_line_is_wrapped()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, TextWriter.Null);
        terminal.Line(new string('x', 300), Tone.Bad);
        terminal.Table(Table());
        Assert.DoesNotContain('\u001b', output.ToString());
        Assert.StartsWith(new string('x', 300) + "\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("12.5 ms  +1.2% to +3.4%  passed\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, "Orders.A_long_name_of_a_test_that_fills_a_line", "+1.2% to +3.4%")]
    [InlineData(60, "Orders.A_long_name", "+1.2% to +3.4%")]
    [InlineData(44, "Orders.A_long_name_", null)]
    public void On_a_narrow_terminal_names_are_cut_and_columns_left_out_but_figures_stay_whole(int width, string name, string? interval)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        new Terminal(output, TextWriter.Null, console).Table(Table());
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
        Assert.Contains(lines, line => line.Contains(name, StringComparison.Ordinal) && line.Contains(" 12.5 ms ", StringComparison.Ordinal) && line.Contains(" passed ", StringComparison.Ordinal));
        Assert.Equal(interval is not null, output.ToString().Contains("+1.2% to +3.4%", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_on_a_terminal_is_left_to_the_terminal_to_break()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 20;
        new Terminal(output, TextWriter.Null, console).Line("wrote /a/path/that/is longer/than the/terminal.json");
        Assert.Equal("wrote /a/path/that/is longer/than the/terminal.json\n", output.ToString().ReplaceLineEndings("\n"));
    }

    private static FigureTable Table()
    {
        var table = new FigureTable("<Test", "B", "95% interval", "<Verdict") { Expendable = [2] };
        table.Add(Tone.Plain, "Orders.A_long_name_of_a_test_that_fills_a_line", "12.5 ms", "+1.2% to +3.4%", "passed");
        return table;
    }
}
