using System.Security.Cryptography;
using Npgsql;

namespace PerfAssert;

/// <summary>PostgreSQL in a container of an image such as the official one.</summary>
internal static class PostgreSqlContainer
{
    public static ContainerPlan Plan(string image, IReadOnlyDictionary<string, string> settings, Durability durability)
    {
        var all = PostgreSqlSettings.For(durability, hasStatements: true);
        foreach (var (name, value) in settings)
            all[name] = value;
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        return new ContainerPlan
        {
            Kind = "postgresql",
            Image = image,
            Port = 5432,
            Arguments = [.. PostgreSqlSettings.AsArguments(all)],
            Variables = new Dictionary<string, string>
            {
                ["POSTGRES_USER"] = ClusterTemplate.User,
                ["POSTGRES_PASSWORD"] = password,
                ["POSTGRES_INITDB_ARGS"] = "--no-sync",
            },
            ConnectionString = (host, port) => new NpgsqlConnectionStringBuilder
            {
                Host = host,
                Port = port,
                Username = ClusterTemplate.User,
                Password = password,
                Database = ClusterTemplate.Database,
            }.ConnectionString,
            PrepareAsync = PrepareAsync,
        };
    }

    /// <summary>As <see cref="ClusterTemplate"/> has it: the extension in each new database, and a database for the tests.</summary>
    private static async Task PrepareAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = "template1", Pooling = false }.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await ExecuteAsync($"CREATE EXTENSION IF NOT EXISTS {ClusterTemplate.Statements}").ConfigureAwait(false);
            }
            catch (PostgresException)
            {
                // An image without it; then the server knows nothing of its statements.
            }
        }

        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"CREATE DATABASE {ClusterTemplate.Database}").ConfigureAwait(false);
        }

        async Task ExecuteAsync(string statement)
        {
            var command = new NpgsqlCommand(statement, connection);
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
