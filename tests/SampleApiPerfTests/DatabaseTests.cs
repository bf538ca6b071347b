namespace SampleApiPerfTests;

/// <summary>What a run tells of the database without having been asked to: its statements, and which request sends one over and over.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly List<IDisposable> hosts = [];

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "500ms")]
    public async Task One_query_per_order_is_named_with_its_route_and_count(LoadRun load)
    {
        var result = await load.Against(ShopWith("n-plus-one")).RunAsync(ListOrders);

        // The first twenty customers have fifty orders each.
        var database = result.Databases.Should().ContainSingle().Subject;
        database.Name.Should().Be("SQLite");
        var suspect = database.Repeated.Should().ContainSingle().Subject;
        suspect.Where.Should().Be("GET /orders");
        suspect.Text.Should().StartWith("SELECT ").And.Contain("\"OrderLines\"").And.Contain("= ?");
        suspect.Mean.Should().BeApproximately(50, 1);
        suspect.Most.Should().Be(50);
        suspect.IsWrite.Should().BeFalse();
        database.Statements[0].Text.Should().Be(suspect.Text);
        database.Statements[0].Count.Should().BeGreaterThan(database.Statements[1].Count * 40);
        database.Commands.Should().Be(database.Statements.Sum(statement => statement.Count));
    }

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "500ms")]
    public async Task Repeated_queries_fail_with_their_text_and_route(LoadRun load)
    {
        var result = await load.Against(ShopWith("n-plus-one")).RunAsync(ListOrders);

        var failure = () => result.Should().HaveNoRepeatedStatements();
        failure.Should().Throw<Xunit.Sdk.XunitException>().WithMessage("Expected number of repeated statements of * to be exactly 0, but it was 1 *: GET /orders sends 5* times per request *: SELECT *");
    }

    // docs:database
    [LoadFact(Users = 2, Duration = "1s", WarmUp = "500ms")]
    public async Task Orders_are_listed_with_two_queries(LoadRun load)
    {
        var result = await load.Against(ShopWith("")).RunAsync(ListOrders);

        result.Should().HaveSqlCommandsPerIterationAtMost(3)
            .And.HaveNoRepeatedStatements()
            .And.HaveNoStatementSlowerThan(500.Milliseconds())
            .And.HaveNoDeadlocks();
    }
    // docs:end

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "500ms")]
    public async Task Healthy_requests_raise_no_suspicion(LoadRun load)
    {
        var result = await load.Against(ShopWith("")).RunAsync(ListOrders);

        var database = result.Databases.Should().ContainSingle().Subject;
        database.Repeated.Should().BeEmpty();
        database.Statements.Should().HaveCount(2).And.OnlyContain(statement => statement.Total > TimeSpan.Zero && statement.Longest >= statement.Mean);
        database.Deadlocks.Should().Be(0);
    }

    public void Dispose() => hosts.ForEach(host => host.Dispose());

    private FaultyShop ShopWith(string faults)
    {
        var host = new FaultyShop(faults);
        hosts.Add(host);
        return host;
    }

    private static Task ListOrders(VirtualUser user) => user.Http.GetStringAsync($"/orders?customer={user.Random.Next(1, 21)}");
}
