using FluentAssertions;
using Xunit;

namespace PerfAssert.Dependencies.Tests;

/// <summary>Where a server comes from, and what is said when that is not possible.</summary>
public class ChoiceTests
{
    private const string Remedy = "Write native, docker, docker:<image>, or a connection string such as ";

    [Theory]
    [InlineData("nativ", "is neither a way to start PostgreSQL nor a connection string")]
    [InlineData("docker:", "is neither a way to start PostgreSQL nor a connection string")]
    [InlineData("postgres://user:secret@server/shop", "is a URL, which Npgsql does not take")]
    [InlineData("Username=me;Password=secret", "names no Host")]
    [InlineData("Hst=server;Password=secret", "cannot be read as a connection string (Couldn't set hst (Parameter 'hst'))")]
    public async Task A_wrong_choice_of_PostgreSQL_says_what_to_write(string value, string problem)
        => await MistakeAsync(
            new PostgreSqlDependency { Variable = Variables(("PERFASSERT_POSTGRES", value)) },
            $"PERFASSERT_POSTGRES {problem}. {Remedy}Host=localhost;Username=postgres;Password=secret;Database=test.");

    [Theory]
    [InlineData("nativ", "is neither a way to start Redis nor the address of one")]
    [InlineData("localhost", "is neither a way to start Redis nor the address of one")]
    [InlineData("localhost:99999", "is neither a way to start Redis nor the address of one")]
    [InlineData("redis://localhost:6379", "is a URL, which StackExchange.Redis does not take")]
    public async Task A_wrong_choice_of_Redis_says_what_to_write(string value, string problem)
        => await MistakeAsync(
            new RedisDependency { Variable = Variables(("PERFASSERT_REDIS", value)) }, $"PERFASSERT_REDIS {problem}. {Remedy}localhost:6379,password=secret.");

    [Fact]
    public async Task A_wrong_demand_says_what_to_write()
        => await MistakeAsync(
            new RedisDependency { Variable = Variables(("PERFASSERT_REQUIRE", "postgress,redis")) },
            "PERFASSERT_REQUIRE=postgress,redis has \"postgress\", which is no server that can be required. Write some of postgres, redis, docker, with commas between them.");

    [Fact]
    public async Task A_wrong_connection_string_in_code_says_what_to_write()
        => await MistakeAsync(
            new RedisDependency { Variable = Variables(), Server = ServerChoice.At("localhost") },
            "The connection string of RedisDependency.Server is neither a way to start Redis nor the address of one. Write one such as localhost:6379,password=secret.");

    [Theory]
    [InlineData("native", "native")]
    [InlineData(" Docker ", "docker")]
    [InlineData("docker:postgres:16-alpine", "docker:postgres:16-alpine")]
    [InlineData("native:/opt/postgresql/bin", "native:/opt/postgresql/bin")]
    [InlineData("auto", "automatic")]
    [InlineData("Host=localhost", "your own")]
    public void The_variable_chooses(string value, string choice)
        => ServerChoiceText.Read("X", Variables(("X", value)), text => text.StartsWith("Host=", StringComparison.Ordinal) ? null : "is wrong", "")!
            .ToString().Should().Be(choice);

    [Fact]
    public async Task The_variable_wins_over_the_code_and_a_server_that_does_not_answer_is_a_failure()
    {
        // Port 1 is nobody's.
        await using var database = new PostgreSqlDependency
        {
            Server = ServerChoice.Native, Variable = Variables(("PERFASSERT_POSTGRES", "Host=127.0.0.1;Port=1;Username=me;Password=secret;Database=shop")),
        };
        (await FailureAsync<LoadTargetException>(database)).Message
            .Should().StartWith("PostgreSQL at 127.0.0.1:1, database shop (your own) does not answer: ").And.NotContain("secret");

        await using var redis = new RedisDependency { Variable = Variables(("PERFASSERT_REDIS", "127.0.0.1:1,password=secret")) };
        (await FailureAsync<LoadTargetException>(redis)).Message
            .Should().StartWith("Redis at 127.0.0.1:1 (your own) does not answer: ").And.NotContain("secret");
    }

    [Fact]
    public async Task What_is_not_installed_skips_the_test_with_the_reason()
    {
        await using var database = new PostgreSqlDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = Variables() };
        var unavailable = await FailureAsync<ServerUnavailableException>(database);
        unavailable.Reason.Should().Be(
            "There is no PostgreSQL for this test. The programs postgres and initdb are not in /nowhere. Or set PERFASSERT_POSTGRES to the connection string of a server that tests may write to.");
        unavailable.Message.Should().Be("$XunitDynamicSkip$" + unavailable.Reason);
        unavailable.Skips.Should().BeTrue();
        database.Invoking(server => server.ConnectionString).Should().Throw<ServerUnavailableException>();
        database.Invoking(server => server.FlatteringSettings).Should().Throw<ServerUnavailableException>();
        database.Invoking(server => server.Description).Should().Throw<ServerUnavailableException>();
        await database.Awaiting(server => server.CreateDatabaseAsync()).Should().ThrowAsync<ServerUnavailableException>();
    }

    [Fact]
    public async Task What_CI_demands_fails_the_test()
    {
        await using var redis = new RedisDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = Variables(("PERFASSERT_REQUIRE", "postgres, Redis")) };
        var unavailable = await FailureAsync<ServerUnavailableException>(redis);
        unavailable.Skips.Should().BeFalse();
        unavailable.Message.Should().StartWith("PERFASSERT_REQUIRE asks for redis. There is no Redis for this test. The program redis-server is not in /nowhere.");

        await using var other = new RedisDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = Variables(("PERFASSERT_REQUIRE", "postgres")) };
        (await FailureAsync<ServerUnavailableException>(other)).Skips.Should().BeTrue("nobody demands Redis");
    }

    [Fact]
    public async Task A_fixture_does_not_fail_where_its_server_is_not_installed()
    {
        await using var database = new PostgreSqlDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = Variables() };
        await database.InitializeAsync();
        database.Invoking(server => server.ConnectionString).Should().Throw<ServerUnavailableException>();
    }

    [Fact]
    public async Task An_engine_that_cannot_be_reached_is_named()
    {
        Skip(ProgramSearch.InPath("docker") is null, "There is no docker command.");
        (await ChildProcess.FailAsync(["redis=docker:redis:7"], "env", "DOCKER_HOST=unix:///nowhere.sock"))
            .Should().Contain("There is no Redis for this test. Docker's engine does not answer: start it, or set DOCKER_HOST. It says: ")
            .And.Contain("unix:///nowhere.sock");
    }

    [Fact]
    public async Task A_server_of_the_tests_own_code_is_started_and_stopped_once()
    {
        await Installed.BothAsync();
        await using var container = await RedisDependency.StartAsync(ServerChoice.Native);
        var calls = new List<string>();
        var redis = new RedisDependency
        {
            Variable = Variables(),
            Server = ServerChoice.StartedBy(
                cancel =>
                {
                    calls.Add("start");
                    return Task.FromResult(container.ConnectionString);
                },
                () =>
                {
                    calls.Add("stop");
                    return default;
                }),
        };
        await redis.StartAsync(CancellationToken.None);
        await redis.StartAsync(CancellationToken.None);
        redis.ConnectionString.Should().Be(container.ConnectionString);
        redis.Description.Should().EndWith(", your own (no persistence)");
        await redis.DisposeAsync();
        await redis.DisposeAsync();
        calls.Should().Equal("start", "stop");
    }

    [Fact]
    public async Task A_start_of_the_tests_own_code_that_fails_is_stopped_too()
    {
        var stops = 0;
        await using var redis = new RedisDependency
        {
            Variable = Variables(),
            Server = ServerChoice.StartedBy(_ => throw new InvalidOperationException("no image"), () =>
            {
                stops++;
                return default;
            }),
        };
        (await FailureAsync<LoadTargetException>(redis)).Message.Should().Be("Redis could not be started by the test's own code: no image");
        stops.Should().Be(1);
    }

    [Fact]
    public async Task A_server_has_to_be_started_before_it_is_asked_and_set_up_before_it_is_started()
    {
        await using var database = new PostgreSqlDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = Variables() };
        database.Invoking(server => server.ConnectionString).Should().Throw<InvalidOperationException>().WithMessage("PostgreSQL has not been started. *Uses(…)*");
        await database.InitializeAsync();
        foreach (var change in new Action<PostgreSqlDependency>[]
                 {
                     server => server.Server = ServerChoice.Native, server => server.Durability = Durability.Production,
                     server => server.Pull = ImagePull.Always, server => server.Settings = new Dictionary<string, string>(),
                 })
        {
            database.Invoking(change).Should().Throw<InvalidOperationException>().WithMessage("PostgreSqlDependency has already been started. *");
        }
    }

    [Fact]
    public void Empty_choices_are_refused()
    {
        FluentActions.Invoking(() => ServerChoice.Docker(" ")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ServerChoice.NativeIn("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ServerChoice.At("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ServerChoice.StartedBy(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new RedisDependency { Server = null! }).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public async Task A_start_that_nobody_waits_for_any_more_is_stopped_with_its_dependency()
    {
        await Installed.BothAsync();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var database = new PostgreSqlDependency { Server = ServerChoice.Native, Variable = Variables() };
        await database.Awaiting(server => server.StartAsync(cancellation.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        await database.DisposeAsync();
        await database.Awaiting(server => server.StartAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static void Skip(bool condition, string reason)
    {
        if (condition)
            throw new ServerUnavailableException(reason);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] values)
        => name => values.FirstOrDefault(value => value.Name == name).Value;

    private static async Task MistakeAsync(ServerDependency dependency, string expected)
    {
        await using (dependency)
            (await FailureAsync<LoadConfigurationException>(dependency)).Message.Should().Be("The load test cannot start: " + expected);
    }

    private static async Task<T> FailureAsync<T>(ServerDependency dependency)
        where T : Exception
        => (await dependency.Awaiting(server => server.StartAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<T>()).Which;
}
