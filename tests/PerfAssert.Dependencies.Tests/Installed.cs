namespace PerfAssert.Dependencies.Tests;

/// <summary>Skips a test where what it needs is not on this machine, and fails it where PERFASSERT_REQUIRE asks for it.</summary>
internal static class Installed
{
    /// <summary>Images of a local engine, made without a registry by <c>.ci/docker-engine.sh</c>.</summary>
    public const string PostgreSqlImage = "perfassert/postgres:latest";

    public const string RedisImage = "perfassert/redis:7";

    public static async Task BothAsync()
    {
        if (NativeServers.Problem is { } problem)
            throw Missing("postgres", problem);
        if (await PostgreSqlPrograms.FindAsync(null, CancellationToken.None) is null)
            throw Missing("postgres", "PostgreSQL is not installed.");
        if (RedisPrograms.Find(null) is null)
            throw Missing("redis", "Redis is not installed.");
    }

    public static async Task DockerAsync()
    {
        if (await DockerCommand.ProblemAsync(CancellationToken.None) is { } problem)
            throw Missing("docker", problem);
        foreach (var image in new[] { PostgreSqlImage, RedisImage })
        {
            if ((await DockerCommand.RunAsync(["image", "inspect", image], CancellationToken.None)).ExitCode != 0)
                throw Missing("docker", $"The engine has no image {image}: run .ci/docker-engine.sh start.");
        }
    }

    private static ServerUnavailableException Missing(string server, string reason)
        => new(reason, skips: !RequiredServers.Read(Environment.GetEnvironmentVariable).Names.Contains(server));
}
