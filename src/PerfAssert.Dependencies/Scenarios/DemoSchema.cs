using Npgsql;

namespace PerfAssert;

/// <summary>Tables of a scenario's own, in a schema of its own that is dropped after the run: the user's data is not touched.</summary>
/// <param name="dataSource">Of the database.</param>
/// <param name="tables">SQL that makes the tables; <c>{schema}</c> stands for the schema.</param>
internal sealed class DemoSchema(NpgsqlDataSource dataSource, string tables)
{
    /// <summary>Filling a million rows may take longer than the 30 s that commands are given otherwise.</summary>
    private const int SecondsToFill = 300;

    private readonly string name = $"perfassert_{Guid.NewGuid():N}";

    /// <summary>SQL with the name of the schema in it.</summary>
    public string In(string sql) => sql.Replace("{schema}", name, StringComparison.Ordinal);

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var command = dataSource.CreateCommand(In("CREATE SCHEMA {schema};" + tables));
        await using (command.ConfigureAwait(false))
        {
            command.CommandTimeout = SecondsToFill;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts the rows of a table, then drops them all: what came out of the run is known, and nothing of it left.</summary>
    public async Task<long> CountAndDropAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            var command = dataSource.CreateCommand($"SELECT count(*) FROM {name}.{table}");
            await using (command.ConfigureAwait(false))
                return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
        finally
        {
            await DropAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Also after a run that was cancelled.</summary>
    public async Task DropAsync()
    {
        var command = dataSource.CreateCommand(In("DROP SCHEMA IF EXISTS {schema} CASCADE"));
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
