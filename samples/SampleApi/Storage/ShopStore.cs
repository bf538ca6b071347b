using Microsoft.EntityFrameworkCore;
using SampleApi.Faults;

namespace SampleApi.Storage;

/// <summary>
/// The database of one host, filled at start and deleted at the end: on PostgreSQL when the connection string <c>Shop</c> is configured
/// (<c>ConnectionStrings__Shop</c> in the environment), on SQLite otherwise. What differs between the two is here; all queries are the same.
/// </summary>
internal abstract class ShopStore : IDisposable
{
    public static ShopStore From(IConfiguration configuration, ShopFaults faults)
        => configuration.GetConnectionString("Shop") is { Length: > 0 } connectionString ? new PostgresStore(connectionString, faults) : new SqliteStore(faults);

    /// <summary>The provider of a context.</summary>
    public abstract void Use(DbContextOptionsBuilder options);

    public abstract Task CreateAsync(CancellationToken cancellation);

    /// <summary>Waits for the right to write; dispose the result to hand it on. Only SQLite has to.</summary>
    public virtual ValueTask<IDisposable?> EnterWriterAsync(CancellationToken cancellation) => default;

    public abstract void Dispose();

    protected ShopDb Open()
    {
        var options = new DbContextOptionsBuilder<ShopDb>();
        Use(options);
        return new ShopDb(options.Options);
    }

    /// <summary>The fault <c>slow-statement</c>.</summary>
    protected static async Task DropIndexOfSalesAsync(ShopDb db, CancellationToken cancellation)
        => await db.Database.ExecuteSqlRawAsync("DROP INDEX \"IX_OrderLines_ProductId\"", cancellation);
}
