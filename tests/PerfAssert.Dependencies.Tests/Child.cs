using Npgsql;

namespace PerfAssert.Dependencies.Tests;

/// <summary>
/// The entry point of this assembly when it is run as a program: starts the servers it is told to, says where they are, and waits to be
/// killed. Arguments such as <c>postgres=native redis=docker:redis:7</c>; <c>hang</c> says nothing and starts nothing more.
/// </summary>
internal static class Child
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            foreach (var argument in args)
            {
                var (server, choice) = (argument.Split('=')[0], argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                ServerDependency dependency = server == "redis" ? new RedisDependency { Variable = _ => null } : new PostgreSqlDependency { Variable = _ => null };
                dependency.Server = Choice(choice);
                dependency.Pull = ImagePull.Never;
                await dependency.StartAsync(CancellationToken.None);
                Console.WriteLine(await PlaceAsync(dependency));
            }

            Console.WriteLine("ready");
            await Console.Out.FlushAsync();
            await Task.Delay(TimeSpan.FromMinutes(5));
            return 1;
        }
        catch (Exception exception)
        {
            Console.WriteLine($"failed: {exception}");
            return 2;
        }
    }

    private static ServerChoice Choice(string text) => text == "native" ? ServerChoice.Native : ServerChoice.Docker(text["docker:".Length..]);

    /// <summary>The folder of a native server's data; empty for a container.</summary>
    private static async Task<string> PlaceAsync(ServerDependency dependency)
    {
        if (dependency.Server.Kind == ServerKind.Docker)
            return "";
        if (dependency is PostgreSqlDependency)
            return (string)(await Sql.ScalarAsync(new NpgsqlConnectionStringBuilder(dependency.ConnectionString).ConnectionString, "SHOW data_directory"))!;
        await using var connection = await RedisConnection.OpenAsync(RedisAddress.Parse(dependency.ConnectionString, out _)!, CancellationToken.None);
        return (await connection.AskAsync(CancellationToken.None, "CONFIG", "GET", "dir")).Split('\n')[1];
    }
}
