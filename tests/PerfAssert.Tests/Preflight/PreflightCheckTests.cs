using System.Net;
using System.Net.Sockets;
using PerfAssert.Tests.AspNetCore;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Preflight;

public sealed class PreflightCheckTests(InMemoryTestApi api) : IClassFixture<InMemoryTestApi>
{
    private static readonly LoadSettings Load = new() { Name = "load", Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true };

    [Fact]
    public async Task What_holds_is_no_matter()
    {
        var result = await new LoadRun(Load).Against(api)
            .RequireReachable("/hello")
            .Preflight("it says hello", async (http, cancellation) => Assert.NotEmpty(await http.GetStringAsync("/hello", cancellation)))
            .RunAsync(user => user.Http.GetStringAsync("/hello"));

        Assert.Equal(1, result.Requests);
    }

    [Fact]
    public async Task Each_check_that_fails_is_told_before_any_load()
    {
        var iterations = 0;
        var run = new LoadRun(Load).Against(api)
            .RequireReachable("/nowhere")
            .Preflight("it says hello", (http, cancellation) => http.GetStringAsync("/hello", cancellation))
            .Preflight("the test user is there", (_, _) => throw new HttpRequestException("no", null, HttpStatusCode.Unauthorized), "Run: seed --users.")
            .Preflight("the data is seeded", _ => throw new InvalidOperationException("0 orders"));

        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => run.RunAsync(_ => iterations++));

        Assert.Equal(0, iterations);
        Assert.Equal(
            """
            No load was applied, as 3 checks before it failed:
              - GET /nowhere answers: the answer was 404 NotFound. There is no such route at this base address, or the data is not seeded.
              - the test user is there: the answer was 401 Unauthorized. The test user is not there, has another password, or may not do this. Run: seed --users.
              - the data is seeded: 0 orders.
            """,
            exception.Message.ReplaceLineEndings());
    }

    [Fact]
    public async Task A_check_that_takes_too_long_is_given_up()
    {
        var run = new LoadRun(Load with { RequestTimeout = "50ms" }).Preflight("the queue is empty", cancellation => Task.Delay(Timeout.Infinite, cancellation));

        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => run.RunAsync(_ => { }));

        Assert.EndsWith("- the queue is empty: no answer within 50 ms.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_over_HTTP_needs_a_target()
    {
        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => new LoadRun(Load).RequireReachable("/health").RunAsync(_ => { }));

        Assert.Contains("The run has no target to ask. Write load.Against(…) before load.Preflight(…).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_meanwhile_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = new LoadRun(Load, stop.Token).Preflight("never", async cancellation =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(_ => { }));
    }

    [Fact]
    public void A_refused_connection_says_where_nothing_listens() => Assert.Equal(
        "Nothing listens there (Failed to connect to 127.0.0.1:5432). Start it first.",
        PreflightText.Explain(new IOException("Failed to connect to 127.0.0.1:5432", new SocketException((int)SocketError.ConnectionRefused))));

    [Fact]
    public void A_warm_up_of_refused_connections_only_ends_the_run()
    {
        var warmUp = new Recorder(0, startsAreScheduled: false);
        for (var i = 0; i < 3; i++)
            warmUp.RecordIteration(0, 0, 1000, new Failure("connection", "connection refused: Failed to connect to 127.0.0.1:5432"), -1);

        Assert.Equal(
            "No load was measured: each of the 3 iterations of the warm-up was refused a connection (connection refused: Failed to connect to 127.0.0.1:5432). "
            + "Start what the iteration calls first, or correct its address.",
            Assert.Throws<LoadTargetException>(() => RefusedConnections.ThrowIfNothingElse(warmUp)).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("status 500")]
    public void One_iteration_that_ended_otherwise_is_enough_to_go_on(string? kind)
    {
        var warmUp = new Recorder(0, startsAreScheduled: false);
        warmUp.RecordIteration(0, 0, 1000, new Failure("connection", "connection refused"), -1);
        warmUp.RecordIteration(0, 0, 1000, kind is null ? null : new Failure(kind, ""), -1);

        RefusedConnections.ThrowIfNothingElse(warmUp);
    }

    [Fact]
    public async Task Code_whose_server_was_not_started_fails_before_the_measurement()
    {
        var run = new LoadRun(Load with { WarmUp = "100ms" });

        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => run.RunAsync(_ => throw new SocketException((int)SocketError.ConnectionRefused)));

        Assert.StartsWith("No load was measured: each of the ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5123", "dotnet run --project src/Shop")]
    [InlineData("http://127.0.0.1:5123", "dotnet run --project src/Shop")]
    [InlineData("http://localhost:5124", null)]
    [InlineData("http://shop.example:5123", null)]
    public void The_project_that_listens_there_is_found(string address, string? command)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".git"));
        var tests = Directory.CreateDirectory(Path.Combine(folder.Path, "tests", "bin"));
        var properties = Directory.CreateDirectory(Path.Combine(folder.Path, "src", "Shop", "Properties"));
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), """{ "profiles": { "http": { "applicationUrl": "https://localhost:7123;http://localhost:5123" }, "IIS": {} } }""");

        Assert.Equal(command, StartCommand.For(new Uri(address), tests.FullName));
    }
}
