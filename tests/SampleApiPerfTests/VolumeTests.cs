using Microsoft.Data.Sqlite;

namespace SampleApiPerfTests;

// docs:volume
public sealed class VolumeTests : IAsyncLifetime
{
    private const string Store = "Data Source=readings;Mode=Memory;Cache=Shared";
    private static readonly SqliteConnection Keeper = new(Store);

    // Each user has its own instance of the class, and so a connection of its own.
    private readonly SqliteConnection connection = new(Store);

    [VolumeFact(Rows = "10^3, 10^4, 10^5", Prepare = nameof(FillAsync), Users = 1, Duration = "500ms", WarmUp = "200ms", MaxExponent = 0.5)]
    public async Task A_reading_is_found_by_its_key(VirtualUser user)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM readings WHERE id = $id";
        command.Parameters.AddWithValue("$id", user.Random.Next(1000));

        (await command.ExecuteScalarAsync()).Should().NotBeNull();
    }

    // Adds what is missing: each size is larger than the one before.
    public static async Task FillAsync(long rows, CancellationToken cancellationToken)
    {
        if (Keeper.State == System.Data.ConnectionState.Closed)
            await Keeper.OpenAsync(cancellationToken);
        using var command = Keeper.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS readings (id INTEGER PRIMARY KEY, value INTEGER);
            WITH RECURSIVE n(i) AS (SELECT (SELECT count(*) FROM readings) UNION ALL SELECT i + 1 FROM n WHERE i < $rows - 1)
            INSERT INTO readings SELECT i, i FROM n;
            """;
        command.Parameters.AddWithValue("$rows", rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task InitializeAsync() => connection.OpenAsync();

    public async Task DisposeAsync() => await connection.DisposeAsync();
}
// docs:end

public sealed class ScanTests : IAsyncLifetime
{
    private readonly SqliteConnection connection = new("Data Source=scans;Mode=Memory;Cache=Shared");

    // docs:volume-in-code
    [LoadFact(Users = 1, Duration = "500ms", WarmUp = "200ms")]
    public async Task A_count_grows_with_the_rows(LoadRun load)
    {
        var volume = await load.VolumeAsync(
            prepare: (rows, _) => FillAsync(rows),
            iteration: async _ =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT count(*) FROM scans WHERE value % 7 = 3";
                await command.ExecuteScalarAsync();
            },
            settings: new VolumeSettings { Rows = "1000, 10_000, 100_000" });

        volume.Should().HaveGrowthExponentBelow(1.5);
        volume.Growth!.Exponent.Should().BeGreaterThan(0.5);
    }
    // docs:end

    public Task InitializeAsync() => connection.OpenAsync();

    public async Task DisposeAsync() => await connection.DisposeAsync();

    private async Task FillAsync(long rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            DROP TABLE IF EXISTS scans;
            CREATE TABLE scans (value INTEGER);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
            INSERT INTO scans SELECT i FROM n;
            """;
        command.Parameters.AddWithValue("$rows", rows);
        await command.ExecuteNonQueryAsync();
    }
}
