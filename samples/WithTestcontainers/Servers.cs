using PerfAssert;
using Testcontainers.PostgreSql;
using Testcontainers.Redis;

namespace WithTestcontainers;

/// <summary>PostgreSQL in a container that Testcontainers starts and stops.</summary>
public sealed class Database : PostgreSqlDependency
{
    public Database()
    {
        var container = new PostgreSqlBuilder("postgres:17").Build();
        Server = ServerChoice.StartedBy(
            async cancel =>
            {
                await container.StartAsync(cancel);
                return container.GetConnectionString();
            },
            container.DisposeAsync);
    }
}

/// <summary>Redis in a container that Testcontainers starts and stops.</summary>
public sealed class Cache : RedisDependency
{
    public Cache()
    {
        var container = new RedisBuilder("redis:7").Build();
        Server = ServerChoice.StartedBy(
            async cancel =>
            {
                await container.StartAsync(cancel);
                return container.GetConnectionString();
            },
            container.DisposeAsync);
    }
}
