using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using SampleApi.Faults;

namespace SampleApi.Storage;

/// <summary>
/// A schema of its own in the configured PostgreSQL database, so that several hosts can use one server. A process that is killed leaves
/// its schema, <c>sampleapi_…</c>, behind.
/// </summary>
internal sealed class PostgresStore : ShopStore
{
    private readonly string schema = string.Create(CultureInfo.InvariantCulture, $"sampleapi_{Environment.ProcessId}_{Guid.NewGuid():N}");
    private readonly ShopFaults faults;
    private readonly NpgsqlDataSource dataSource;

    public PostgresStore(string connectionString, ShopFaults faults)
    {
        this.faults = faults;
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "shop" };
        builder.ConnectionStringBuilder.SearchPath = schema;
        if (faults.OfRequests.OfType<PoolExhaustionFault>().Any())
        {
            builder.ConnectionStringBuilder.MaxPoolSize = PoolExhaustionFault.Connections;
            builder.ConnectionStringBuilder.Timeout = PoolExhaustionFault.ConnectionTimeoutSeconds;
        }

        dataSource = builder.Build();
    }

    public override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(dataSource);

    public override async Task CreateAsync(CancellationToken cancellation)
    {
        await using (var schemaOfItsOwn = dataSource.CreateCommand($"CREATE SCHEMA {schema}"))
            await schemaOfItsOwn.ExecuteNonQueryAsync(cancellation);
        await using var db = Open();
        await db.Database.OpenConnectionAsync(cancellation);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellation))
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellation);
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            SeedData.Write((table, columns) => new CopiedRows(connection, table, columns));

            // The seeded rows came with their ids; the next ones are to follow.
            await db.Database.ExecuteSqlRawAsync(
                """
                SELECT setval(pg_get_serial_sequence('"Products"', 'Id'), (SELECT max("Id") FROM "Products"));
                SELECT setval(pg_get_serial_sequence('"Customers"', 'Id'), (SELECT max("Id") FROM "Customers"));
                SELECT setval(pg_get_serial_sequence('"Orders"', 'Id'), (SELECT max("Id") FROM "Orders"));
                """,
                cancellation);
            if (faults.SlowStatement)
                await DropIndexOfSalesAsync(db, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        await db.Database.ExecuteSqlRawAsync("ANALYZE \"Products\", \"Customers\", \"Orders\", \"OrderLines\"", cancellation);
    }

    public override void Dispose()
    {
        try
        {
            using var command = dataSource.CreateCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE");
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // The server is gone, and the schema with it or until somebody looks.
        }

        dataSource.Dispose();
    }
}
