namespace PerfAssert;

/// <summary>A container to start.</summary>
internal sealed record ContainerPlan
{
    /// <summary>Such as <c>postgresql</c>; part of the container's name.</summary>
    public required string Kind { get; init; }

    public required string Image { get; init; }

    /// <summary>The port that the server listens on in the container.</summary>
    public required int Port { get; init; }

    /// <summary>Arguments for the image's own entry point, after its own.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Environment variables of the container. They reach it by the environment of the command line, where nobody else sees them.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>How to connect, by host and port.</summary>
    public required Func<string, int, string> ConnectionString { get; init; }

    /// <summary>Makes the server ready for tests; throws as long as it does not answer.</summary>
    public required Func<string, CancellationToken, Task> PrepareAsync { get; init; }
}
