namespace PerfAssert;

/// <summary>The log of a container, as the engine keeps it; positions are counts of lines.</summary>
internal sealed class ContainerLog(string container) : ServerLog
{
    public override long End => LinesFrom(0).Count;

    public override IReadOnlyList<string> LinesFrom(long position)
    {
        // Both streams of the container come apart; a server writes its log to one of them.
        var answer = DockerCommand.RunAsync(["logs", container], CancellationToken.None).GetAwaiter().GetResult();
        return [.. (answer.Output + answer.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip((int)position)];
    }
}
