namespace PerfAssert.Tool;

/// <summary>Everything outside of the tool that its commands use, so that tests can put their own in its place.</summary>
internal sealed record ToolEnvironment
{
    public required Terminal Terminal { get; init; }

    /// <summary>Full path of the working directory.</summary>
    public required string Folder { get; init; }

    public required IProcessRunner Processes { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Held while load is applied on behalf of this process.</summary>
    public MachineLock Machine { get; init; } = MachineLock.Shared;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public static ToolEnvironment OfThisProcess() => new()
    {
        Terminal = Terminal.OfThisProcess(),
        Folder = Directory.GetCurrentDirectory(),
        Processes = new ProcessRunner(),
    };

    /// <summary>The full path of what the user wrote.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);

    /// <summary>The path as short as the user may read it: relative when it is below the working directory.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Folder, path);
        return relative == "." ? "the working directory" : relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
