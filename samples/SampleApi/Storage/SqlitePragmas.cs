using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SampleApi.Storage;

/// <summary>
/// Settings that SQLite keeps per connection: wait for a lock in small steps instead of failing, and leave flushing to the
/// operating system, as the data is thrown away anyway.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = OFF;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
