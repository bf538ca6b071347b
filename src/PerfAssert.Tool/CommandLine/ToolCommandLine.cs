using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace PerfAssert.Tool;

/// <summary>The commands of <c>perfassert</c>, and what is the same for all of them: help, errors, exit codes.</summary>
internal static class ToolCommandLine
{
    /// <summary>After Ctrl+C: what child processes and worktrees need to be cleaned up.</summary>
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    public static RootCommand Create(ToolEnvironment environment)
    {
        var root = new RootCommand("Baselines and comparisons of PerfAssert load tests.")
        {
            RecordCommand.Create(environment),
            AcceptCommand.Create(environment),
            CompareCommand.Create(environment),
            ConfirmCommand.Create(environment),
            AbCommand.Create(environment),
            SummaryCommand.Create(environment),
            CleanCommand.Create(environment),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        return root;
    }

    /// <summary>What looks like an option and is none would be taken for a folder's or a file's name.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
        => parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => $"there is no option {token.Value}");

    /// <summary>Runs a command line; all that goes wrong becomes an exit code and lines on standard error.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolEnvironment environment, CancellationToken cancellationToken = default)
    {
        var terminal = environment.Terminal;
        var root = Create(environment);
        var parsed = root.Parse(args.Count == 0 ? ["--help"] : args);
        string[] errors = [.. UnknownOptions(parsed), .. parsed.Errors.Select(error => error.Message)];
        if (errors.Length > 0)
        {
            foreach (var error in errors.Take(1))
                terminal.Error(error);
            foreach (var error in errors.Skip(1))
                terminal.Error(error, isFirst: false);
            terminal.Error($"The options and examples: {CommandHelp.FullName(parsed.CommandResult.Command)} --help", isFirst: false);
            return ExitCode.Error;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.ErrorWriter,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CleanUpTime,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            terminal.Error("stopped; nothing was accepted, and no folder or process of the tool is left");
        }
        catch (Exception exception) when (exception is ToolException or BaselineFileException or IOException or UnauthorizedAccessException)
        {
            terminal.Error(exception.Message);
        }
        catch (Exception exception)
        {
            // A fault of the tool: its kind and place are what a report of it needs.
            var place = exception.StackTrace?.Split('\n')[0].Trim();
            terminal.Error($"this is a bug of perfassert, please report it: {exception.GetType().Name}: {exception.Message} ({place})");
        }

        return ExitCode.Error;
    }
}
