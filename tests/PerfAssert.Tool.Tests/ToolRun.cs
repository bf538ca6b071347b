namespace PerfAssert.Tool.Tests;

/// <summary>The tool run in this process: its exit code and what it wrote, with the paths of the machine taken out.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ToolRun(int Code, string Output, string Errors)
{
    /// <summary>The time in every run.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Task<ToolRun> OfAsync(string folder, params string[] args) => OfAsync(folder, new NoProcesses(), new Dictionary<string, string>(), args);

    public static Task<ToolRun> OfAsync(string folder, IProcessRunner processes, IReadOnlyDictionary<string, string> variables, params string[] args)
        => OfAsync(folder, processes, variables, CancellationToken.None, args);

    public static async Task<ToolRun> OfAsync(
        string folder, IProcessRunner processes, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var machine = new MachineLock("", () => true);
        var environment = new ToolEnvironment
        {
            Machine = machine,
            Terminal = new Terminal(output, error),
            Folder = folder,
            Processes = processes,
            Time = new FixedTime(Now),
            Variable = name => variables.GetValueOrDefault(name),
        };
        var code = await ToolCommandLine.RunAsync(args, environment, cancellationToken);
        return new ToolRun(code, Neutral(output.ToString(), folder), Neutral(error.ToString(), folder));
    }

    /// <summary>All of it, as a snapshot shows it.</summary>
    public override string ToString() => $"{Output}{(Errors.Length > 0 ? $"--- stderr\n{Errors}" : "")}--- exit code {Code}\n";

    private static string Neutral(string text, string folder) => text.Replace(folder, "<folder>", StringComparison.Ordinal).Replace('\\', '/');

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => 0;
    }

    private sealed class NoProcesses : IProcessRunner
    {
        public Task<ProcessOutcome> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
            => throw new InvalidOperationException($"This command starts no process, and this was one: {request}");
    }
}
