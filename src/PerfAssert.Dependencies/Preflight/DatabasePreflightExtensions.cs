using System.Globalization;
using Npgsql;

namespace PerfAssert;

/// <summary>Checks of a PostgreSQL database before any load.</summary>
public static class DatabasePreflightExtensions
{
    /// <summary>Checks before any load that the database answers and that a table has rows: that the data is seeded.</summary>
    /// <param name="run">The configured run.</param>
    /// <param name="dataSource">Of the database.</param>
    /// <param name="table">Name of a table or view as SQL has it, such as <c>shop.orders</c> or <c>"Orders"</c>; not a user's input.</param>
    /// <param name="atLeast">Rows that have to be there; 1 by default.</param>
    /// <param name="remedy">What to do otherwise, such as <c>Run: dotnet run --project tools/Seed</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atLeast"/> is below 1.</exception>
    public static LoadRun RequireRows(this LoadRun run, NpgsqlDataSource dataSource, string table, int atLeast = 1, string? remedy = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        return run.Preflight(
            $"table {table} has rows",
            async cancellation =>
            {
                var command = dataSource.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {atLeast}) AS rows"));
                await using (command.ConfigureAwait(false))
                {
                    var rows = (long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
                    if (rows < atLeast)
                        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"it has {rows}, and {atLeast} are needed"));
                }
            },
            remedy);
    }
}
