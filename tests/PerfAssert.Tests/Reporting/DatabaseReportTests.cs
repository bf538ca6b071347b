using System.Text.Json;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class DatabaseReportTests
{
    private static readonly LoadResult Result = FabricatedResult.Create(databases: [FabricatedDatabases.Troubled], redis: [FabricatedDatabases.Redis]);

    [Fact]
    public void Everything_worth_a_line_has_one() => Assert.Equal(
        [
            "PostgreSQL shop: 12,345 commands, 12.3 per iteration; 9 failed; 2 deadlocks; 1 did not get a lock; up to 3 sessions waiting for locks; "
                + "writes are faster than in production: fsync=off; the server's own times of statements are not known",
            "pool shop: up to 5 of 5 connections in use (mean 4.2), up to 25 callers waiting, 40 waits of P95 38 ms (max 40 ms), 6 gave up",
            "GET /orders sends 50 times per request (at most 50, in 187 requests): SELECT * FROM lines WHERE order_id = ? (N+1?)",
            "10,000 × 400 µs (max 9 ms, by the server 200 µs): SELECT * FROM lines WHERE order_id = ?",
            "20 × 50 ms (max 80 ms): SELECT * FROM products WHERE name LIKE ?",
            "3 × 1 ms (max 1 ms, by the server): VACUUM lines",
            "Redis localhost:6379: 12,000 commands of 4 µs, hit rate 93%, up to 1 MB of data and 12 clients",
        ],
        DatabaseText.Lines(Result));

    [Fact]
    public void Every_report_has_them_and_none_without()
    {
        Assert.Contains("  Database      PostgreSQL shop: 12,345 commands", ConsoleBlock.Render(Result), StringComparison.Ordinal);
        Assert.Contains("### Databases", MarkdownSummary.Render(Result), StringComparison.Ordinal);
        Assert.DoesNotContain("Database", ConsoleBlock.Render(FabricatedResult.Create()), StringComparison.Ordinal);
        Assert.DoesNotContain("Database", MarkdownSummary.Render(FabricatedResult.Create()), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_json_keeps_to_its_schema_with_them()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(Result));

        Assert.Empty(JsonSchema.Load(Path.Combine(RepositoryFolder.Root, "docs", "schemas", "results-1.0.schema.json")).Validate(document.RootElement));
        var database = document.RootElement.GetProperty("databases")[0];
        Assert.Equal(25, database.GetProperty("pools")[0].GetProperty("peakWaiters").GetInt32());
        Assert.Equal("GET /orders", database.GetProperty("repeated")[0].GetProperty("where").GetString());
        Assert.Equal(0.93, document.RootElement.GetProperty("redis")[0].GetProperty("hitRate").GetDouble());
    }
}
