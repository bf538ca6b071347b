using Microsoft.Data.Sqlite;

namespace SampleApiPerfTests;

// docs:query
public sealed class QueryTests : IAsyncLifetime
{
    private const string Shelf = "Data Source=shelf;Mode=Memory;Cache=Shared";
    private static readonly SqliteConnection Keeper = new(Shelf);

    // Each user has its own instance of the class, and so a connection of its own.
    private readonly SqliteConnection connection = new(Shelf);

    [LoadFact(Users = 4, Duration = "1s", WarmUp = "500ms", BeforeRun = nameof(FillAsync))]
    [Expect("p90 of 'by name' < 500ms")]
    public async Task A_product_is_found_by_name(VirtualUser user)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT price FROM products WHERE name = $name";
        command.Parameters.AddWithValue("$name", $"product {user.Random.Next(1000)}");

        var price = await user.StepAsync("by name", () => command.ExecuteScalarAsync());

        price.Should().NotBeNull();
    }

    public static async Task FillAsync()
    {
        await Keeper.OpenAsync();
        using var command = Keeper.CreateCommand();
        command.CommandText = """
            CREATE TABLE products (name TEXT PRIMARY KEY, price INTEGER);
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
            INSERT INTO products SELECT 'product ' || i, i FROM n;
            """;
        await command.ExecuteNonQueryAsync();
    }

    public Task InitializeAsync() => connection.OpenAsync();

    public async Task DisposeAsync() => await connection.DisposeAsync();
}
// docs:end
