using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>Checks shell that readers copy: its syntax, and that what it asks of <c>dotnet</c> and <c>perfassert</c> exists.</summary>
internal static partial class ShellScript
{
    private static readonly string[] Keywords = ["do", "then", "else", "if", "while", "!", "{"];

    /// <summary>The commands of the script that begin with one of the given words, as their words without the first.</summary>
    public static IEnumerable<string[]> Calls(string script, string program)
    {
        foreach (var command in Separator().Split(Continuation().Replace(script, " ")))
        {
            var words = Words(command.Trim()).SkipWhile(word => Keywords.Contains(word) || Assignment().IsMatch(word)).ToArray();
            if (words.Length > 0 && words[0] == program)
                yield return words[1..];
        }
    }

    public static IEnumerable<string> Check(string script)
        => CheckSyntax(script)
            .Concat(Calls(script, "dotnet").SelectMany(DotnetCommandLine.Check))
            .Concat(Calls(script, "perfassert").SelectMany(ToolCommandLines.Check));

    /// <summary>What <c>bash -n</c> says, which reads without running.</summary>
    private static IEnumerable<string> CheckSyntax(string script)
    {
        if (OperatingSystem.IsWindows())
            yield break;
        var start = new ProcessStartInfo("bash", "-n") { RedirectStandardInput = true, RedirectStandardError = true };
        using var bash = Process.Start(start)!;
        bash.StandardInput.Write(script.ReplaceLineEndings("\n"));
        bash.StandardInput.Close();
        var errors = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        if (bash.ExitCode != 0)
            yield return $"bash cannot read it: {errors.Trim()}";
    }

    /// <summary>Words as a shell splits them, with their quotes taken off; a redirection and what follows it is left out.</summary>
    private static IEnumerable<string> Words(string command)
    {
        foreach (Match match in Word().Matches(command))
        {
            if (match.Value.StartsWith('#') || match.Value.StartsWith('>') || match.Value.StartsWith("2>", StringComparison.Ordinal))
                yield break;
            var word = new StringBuilder(match.Value);
            yield return word.Replace("\"", "").Replace("'", "").ToString();
        }
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    /// <summary>Ends of commands that stand outside of quotes.</summary>
    [GeneratedRegex("""(?:\n|&&|\|\||;|\|)(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")]
    private static partial Regex Separator();

    [GeneratedRegex("""(?:[^\s"']+|"[^"]*"|'[^']*')+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\w+=")]
    private static partial Regex Assignment();
}
