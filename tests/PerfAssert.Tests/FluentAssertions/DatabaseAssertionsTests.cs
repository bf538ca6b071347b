using FluentAssertions.Extensions;
using PerfAssert.Tests.Fabricated;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Fluent;

public class DatabaseAssertionsTests
{
    private static readonly LoadResult Healthy = FabricatedResult.Create(databases: [FabricatedDatabases.Healthy], redis: [FabricatedDatabases.Redis]);
    private static readonly LoadResult Troubled = FabricatedResult.Create(databases: [FabricatedDatabases.Healthy with { Name = "SQLite" }, FabricatedDatabases.Troubled], redis: [FabricatedDatabases.Redis]);

    public static TheoryData<string, string, Action<LoadResultAssertions>> Assertions => new()
    {
        {
            "pool wait", "Expected P95 of the wait for a database connection of Shop.Search to be below 20 ms, but it was 38 ms (40 waits): pool shop: up to 5 of 5 connections in use (mean 4.2), "
            + "up to 25 callers waiting, 40 waits of P95 38 ms (max 40 ms), 6 gave up.", run => run.HavePoolWaitBelow(20.Milliseconds())
        },
        { "pool timeouts", "Expected number of callers that gave up waiting for a database connection of Shop.Search to be exactly 0, but it was 6 (40 waits): pool shop: ", run => run.HaveNoPoolTimeouts() },
        { "deadlocks", "Expected number of deadlocks of Shop.Search to be exactly 0, but it was 2 (14,345 commands): PostgreSQL shop 2.", run => run.HaveNoDeadlocks() },
        {
            "repeated", "Expected number of repeated statements of Shop.Search to be exactly 0, but it was 1 (14,345 commands): GET /orders sends 50 times per request (at most 50, in 187 requests): "
            + "SELECT * FROM lines WHERE order_id = ?.", run => run.HaveNoRepeatedStatements()
        },
        {
            "slowest", "Expected mean time of the slowest statement of Shop.Search to be at most 20 ms, but it was 50 ms (20 executions): SELECT * FROM products WHERE name LIKE ?.",
            run => run.HaveNoStatementSlowerThan(20.Milliseconds())
        },
        { "lock waits", "Expected sessions waiting for a lock at once of Shop.Search to be at most 2, but it was 3 (14,345 commands).", run => run.HaveLockWaitsAtMost(2) },
        { "hit rate", "Expected Redis hit rate of Shop.Search to be above 95%, but it was 93% (12,000 commands): Redis localhost:6379: ", run => run.HaveRedisHitRateAbove(95.Percent()) },
        { "command time", "Expected mean time of a Redis command of Shop.Search to be below 2 µs, but it was 4 µs (12,000 commands): Redis localhost:6379: ", run => run.HaveRedisCommandTimeBelow(2.Microseconds()) },
    };

    [Theory]
    [MemberData(nameof(Assertions), DisableDiscoveryEnumeration = true)]
    public void A_failure_says_what_was_found_and_where(string what, string message, Action<LoadResultAssertions> assertion)
    {
        Assert.NotEmpty(what);
        Assert.StartsWith(message, Assert.Throws<XunitException>(() => assertion(Troubled.Should())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_holds_of_a_healthy_run()
        => Healthy.Should().HavePoolWaitBelow(1.Milliseconds()).And.HaveNoPoolTimeouts().And.HaveNoDeadlocks().And.HaveNoRepeatedStatements()
            .And.HaveNoStatementSlowerThan(1.Milliseconds()).And.HaveRedisHitRateAbove(90.Percent()).And.HaveRedisCommandTimeBelow(5.Microseconds());

    [Theory]
    [MemberData(nameof(Assertions), DisableDiscoveryEnumeration = true)]
    public void Without_data_each_fails_and_says_how_to_get_it(string what, string message, Action<LoadResultAssertions> assertion)
    {
        Assert.NotEmpty(what + message);
        var failure = Assert.Throws<XunitException>(() => assertion(FabricatedResult.Create().Should())).Message;
        Assert.Matches("but (nothing told of a database: |no connection pool told of itself: |no database server was asked: |no Redis server was asked: )", failure);
    }

    [Fact]
    public void Loops_of_writes_may_be_meant()
        => FabricatedResult.Create(databases: [FabricatedDatabases.Healthy with { Repeated = [new("INSERT INTO audit VALUES (?)", "POST /import", 100, 100, 3) { IsWrite = true }] }])
            .Should().HaveNoRepeatedStatements();

    [Theory]
    [InlineData("pool wait p95 < 20ms", false)]
    [InlineData("pool wait max <= 40ms", true)]
    [InlineData("pool waiters < 5", false)]
    [InlineData("pool timeouts == 0", false)]
    [InlineData("deadlocks == 0", false)]
    [InlineData("lock failures <= 1", true)]
    [InlineData("lock waits <= 3", true)]
    [InlineData("slowest statement < 60ms", true)]
    [InlineData("repeated statements == 0", false)]
    [InlineData("redis hit rate > 90%", true)]
    [InlineData("redis command time < 1ms", true)]
    [InlineData("redis evicted keys == 0", true)]
    public void Each_has_a_metric(string expectation, bool holds) => Assert.Equal(holds, Record.Exception(() => Troubled.Should().Satisfy(expectation)) is null);
}
