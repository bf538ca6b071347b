using Npgsql;

namespace PerfAssert;

/// <summary>Settings of the PostgreSQL servers that tests start.</summary>
internal static class PostgreSqlSettings
{
    /// <summary>
    /// PostgreSQL's own default of 100, three of them reserved, is as many as one pool of Npgsql may open: the server would run out before the
    /// pool does, with nothing left for a monitor.
    /// </summary>
    public const string MaxConnections = "200";

    /// <summary>Which make writes faster than they are where data has to last.</summary>
    private static readonly string[] Durable = ["fsync", "synchronous_commit", "full_page_writes"];

    public static Dictionary<string, string> For(Durability durability, bool hasStatements)
    {
        var settings = new Dictionary<string, string> { ["max_connections"] = MaxConnections, ["log_lock_waits"] = "on" };
        if (hasStatements)
            settings["shared_preload_libraries"] = ClusterTemplate.Statements;
        if (durability == Durability.None)
        {
            foreach (var name in Durable)
                settings[name] = "off";
        }

        return settings;
    }

    public static IEnumerable<string> AsArguments(IEnumerable<KeyValuePair<string, string>> settings)
        => settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });

    /// <summary>What the server says of its version, and which of its settings flatter writes, as <c>fsync=off</c>.</summary>
    public static async Task<(string Version, IReadOnlyList<string> Flattering)> AskAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not pooled: nothing of it is left when load begins.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        var connection = new NpgsqlConnection(unpooled);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = new NpgsqlCommand("SELECT name FROM pg_settings WHERE name = ANY(@names) AND setting = 'off' ORDER BY name", connection);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.AddWithValue("names", Durable);
                var flattering = new List<string>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        flattering.Add($"{reader.GetString(0)}=off");
                }

                return (connection.PostgreSqlVersion.ToString(), flattering);
            }
        }
    }
}
