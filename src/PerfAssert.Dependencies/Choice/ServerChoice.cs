namespace PerfAssert;

/// <summary>Which server a dependency takes: a native process, a Docker container, or one of your own.</summary>
public sealed class ServerChoice
{
    private ServerChoice(ServerKind kind) => Kind = kind;

    /// <summary>A native process where the server's program is on this machine, else a Docker container where an engine answers. The default.</summary>
    public static ServerChoice Automatic { get; } = new(ServerKind.Automatic);

    /// <summary>A process of the newest version that is installed on this machine.</summary>
    public static ServerChoice Native { get; } = new(ServerKind.Native);

    internal ServerKind Kind { get; }

    /// <summary>Image of the container; <see langword="null"/> for the dependency's default.</summary>
    internal string? Image { get; private init; }

    /// <summary>Folder of the native programs; <see langword="null"/> to look for them.</summary>
    internal string? Folder { get; private init; }

    internal string? ConnectionString { get; private init; }

    internal Func<CancellationToken, Task<string>>? Start { get; private init; }

    internal Func<ValueTask>? Stop { get; private init; }

    /// <summary>A process of the programs in a folder, to choose between several versions.</summary>
    /// <param name="folder">Such as <c>/usr/lib/postgresql/16/bin</c>.</param>
    public static ServerChoice NativeIn(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new(ServerKind.Native) { Folder = folder };
    }

    /// <summary>A container, by the <c>docker</c> command line.</summary>
    /// <param name="image">Such as <c>postgres:16</c>; <see langword="null"/> for the dependency's default.</param>
    public static ServerChoice Docker(string? image = null)
    {
        if (image is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(image);
        return new(ServerKind.Docker) { Image = image };
    }

    /// <summary>A server that runs already, and goes on running.</summary>
    /// <param name="connectionString">Of the database that the tests may write to.</param>
    public static ServerChoice At(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return new(ServerKind.Own) { ConnectionString = connectionString };
    }

    /// <summary>A server that your own code starts and stops, such as a container of Testcontainers.</summary>
    /// <param name="start">Starts it; its connection string.</param>
    /// <param name="stop">Stops it; called once, after <paramref name="start"/> even where that failed.</param>
    public static ServerChoice StartedBy(Func<CancellationToken, Task<string>> start, Func<ValueTask>? stop = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new(ServerKind.Own) { Start = start, Stop = stop };
    }

    /// <summary>As it is written in the environment variable; a connection string is not shown.</summary>
    public override string ToString() => Kind switch
    {
        ServerKind.Automatic => "automatic",
        ServerKind.Native => Folder is null ? "native" : $"native:{Folder}",
        ServerKind.Docker => Image is null ? "docker" : $"docker:{Image}",
        _ => "your own",
    };
}
