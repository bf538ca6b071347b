using FluentAssertions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PerfAssert.Dependencies.Tests;

/// <summary>Servers of an application, and of code without one.</summary>
public class ApplicationTests
{
    [Fact]
    public async Task An_application_starts_its_server_before_itself_and_stops_it_after()
    {
        await Installed.BothAsync();
        string folder;
        await using (var application = new Application(new PostgreSqlDependency { Server = ServerChoice.Native }))
        {
            var result = await Once(application).RunAsync(async user => await user.Http.GetStringAsync("/hello"));
            result.Environment.Dependencies.Should().Equal(application.Dependency.Description);
            var seen = application.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:Shop"]!;
            seen.Should().Be(((PostgreSqlDependency)application.Dependency).ConnectionString);
            folder = (string)(await Sql.ScalarAsync(seen, "SHOW data_directory"))!;
            application.Invoking(host => host.Use()).Should().Throw<InvalidOperationException>();
        }

        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_server_that_somebody_else_started_goes_on()
    {
        await Installed.BothAsync();
        await using var redis = await RedisDependency.StartAsync(ServerChoice.Native);
        await using (var application = new Application(redis))
        {
            using var client = application.CreateClient();
            (await client.GetStringAsync("/hello")).Should().Be("hello");
        }

        await using var connection = await RedisConnection.OpenAsync(RedisAddress.Parse(redis.ConnectionString, out _)!, CancellationToken.None);
        (await connection.AskAsync(CancellationToken.None, "PING")).Should().Be("PONG");
    }

    [Fact]
    public async Task Without_its_server_every_use_of_the_application_asks_for_a_skip()
    {
        await using var application = new Application(new PostgreSqlDependency { Server = ServerChoice.NativeIn("/nowhere"), Variable = _ => null });
        for (var i = 0; i < 2; i++)
        {
            await application.Awaiting(host => Once(host).RunAsync(_ => { })).Should().ThrowAsync<ServerUnavailableException>();
            application.Invoking(host => host.CreateClient()).Should().Throw<ServerUnavailableException>();
            application.Invoking(host => host.Services).Should().Throw<ServerUnavailableException>();
        }
    }

    [Fact]
    public async Task A_run_of_code_names_and_starts_its_server()
    {
        await Installed.BothAsync();
        await using var redis = new RedisDependency { Server = ServerChoice.Native };
        var result = await new LoadRun(Settings).Using(redis).Using(redis).RunAsync(_ => { });
        result.Environment.Dependencies.Should().Equal(redis.Description);
    }

    private static LoadSettings Settings => new() { Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true };

    private static LoadRun Once(Application application) => new LoadRun(Settings).Against(application);

    private sealed class Application : PerfWebApplication<Program>
    {
        public Application(ServerDependency server) => Dependency = Uses(server);

        public ServerDependency Dependency { get; }

        public void Use() => Uses(Dependency);

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("ConnectionStrings:Shop", Dependency.ConnectionString);
    }
}
