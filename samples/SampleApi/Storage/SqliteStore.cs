using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SampleApi.Faults;

namespace SampleApi.Storage;

/// <summary>
/// A SQLite file of its own in the temporary folder. A file in WAL mode lets fifty readers go on while one writes; a shared in-memory
/// database would lock whole tables.
/// </summary>
internal sealed class SqliteStore(ShopFaults faults) : ShopStore
{
    private const string Prefix = "sampleapi-";

    private readonly string file = Path.Combine(
        Path.GetTempPath(),
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}.db"));

    /// <summary>SQLite has one writer. Queueing here costs no thread, waiting inside SQLite would block one.</summary>
    private readonly SemaphoreSlim writer = new(1);

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();

    public override void Use(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString).AddInterceptors(SqlitePragmas.Instance);

    public override async Task CreateAsync(CancellationToken cancellation)
    {
        DeleteWhatDeadProcessesLeft();
        await using var db = Open();
        await db.Database.EnsureCreatedAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        await using (var transaction = await db.Database.GetDbConnection().BeginTransactionAsync(cancellation))
        {
            SeedData.Write((table, columns) => new PreparedInsert(transaction, table, columns));
            await transaction.CommitAsync(cancellation);
        }

        if (faults.SlowStatement)
            await DropIndexOfSalesAsync(db, cancellation);
    }

    public override async ValueTask<IDisposable?> EnterWriterAsync(CancellationToken cancellation)
    {
        await writer.WaitAsync(cancellation);
        return new Turn(writer);
    }

    public override void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Delete(file);
        writer.Dispose();
    }

    /// <summary>A process that was killed could not delete its file.</summary>
    private static void DeleteWhatDeadProcessesLeft()
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetTempPath(), Prefix + "*.db"))
        {
            var process = Path.GetFileName(left).Split('-')[1];
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsRunning(id))
                Delete(left);
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Delete(string database)
    {
        foreach (var part in (string[])[database, database + "-wal", database + "-shm"])
        {
            try
            {
                File.Delete(part);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Another process is deleting it, or still has it open: it goes with a later start.
            }
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
