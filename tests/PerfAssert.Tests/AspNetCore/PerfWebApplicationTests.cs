using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PerfAssert.TestApp;
using Xunit;

namespace PerfAssert.Tests.AspNetCore;

public class PerfWebApplicationTests
{
    [Fact]
    public async Task Kestrel_on_a_free_loopback_port_is_the_default()
    {
        await using var api = new TestApi();
        ILoadTarget target = api;
        await target.StartAsync(10, default);

        Assert.Equal("Kestrel (loopback)", target.Transport);
        Assert.Equal("127.0.0.1", target.BaseAddress.Host);
        Assert.NotEqual(0, target.BaseAddress.Port);
        Assert.IsType<SocketsHttpHandler>(target.Handler);
        Assert.Equal(typeof(Blocker).Assembly, target.Application);
    }

    [Fact]
    public async Task TestServer_is_one_property_away()
    {
        await using var api = new InMemoryTestApi();
        ILoadTarget target = api;
        await target.StartAsync(10, default);

        Assert.Equal("TestServer", target.Transport);
        Assert.IsNotType<SocketsHttpHandler>(target.Handler);
    }

    [Fact]
    public async Task Starting_many_times_at_once_starts_one_application()
    {
        await using var api = new TestApi();
        ILoadTarget target = api;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.StartAsync(1, default).AsTask()));
        var (address, handler) = (target.BaseAddress, target.Handler);
        await api.StartAsync(1, default);

        Assert.Same(address, target.BaseAddress);
        Assert.Same(handler, target.Handler);
    }

    [Fact]
    public async Task Services_and_plain_clients_before_the_run_use_the_same_server()
    {
        await using var api = new TestApi();
        _ = api.Services.GetRequiredService<Blocker>();
        using var client = api.CreateClient();
        await api.StartAsync(1, default);

        Assert.Equal("Kestrel (loopback)", ((ILoadTarget)api).Transport);
        Assert.Equal(api.BaseAddress, client.BaseAddress);
        Assert.Equal("hello", await client.GetStringAsync("/hello"));
    }

    [Fact]
    public void What_is_set_after_the_start_is_refused_with_the_place_to_set_it()
    {
        using var api = new TestApi();
        _ = api.Services;

        var exception = Assert.Throws<InvalidOperationException>(() => api.Hosting = HostingMode.TestServer);

        Assert.Equal("TestApi has already been started. Set Hosting, HttpVersion, EnvironmentName and MinimumLogLevel in its constructor, and call Uses there.", exception.Message);
    }

    [Fact]
    public void What_needs_a_start_says_so()
    {
        using var api = new TestApi();

        var exception = Assert.Throws<InvalidOperationException>(() => api.BaseAddress);

        Assert.Equal("The application PerfAssert.TestApp has not been started. Call StartAsync first; a load run does so itself.", exception.Message);
    }

    [Theory]
    [InlineData(null, "Development")]
    [InlineData("Staging", "Staging")]
    public async Task The_environment_is_Development_unless_another_is_named(string? set, string environment)
    {
        await using var api = new InMemoryTestApi { EnvironmentName = set };

        Assert.Equal(environment, await api.CreateClient().GetStringAsync("/environment"));
    }

    [Theory]
    [InlineData(LogLevel.Warning, false)]
    [InlineData(LogLevel.Trace, true)]
    public async Task Nothing_below_a_warning_is_logged_unless_asked_for(LogLevel minimum, bool informationIsLogged)
    {
        await using var api = new ChattyTestApi { MinimumLogLevel = minimum };
        var logger = api.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop");

        Assert.Equal(informationIsLogged, logger.IsEnabled(LogLevel.Information));
        Assert.True(logger.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task Each_user_gets_its_own_scope_of_services()
    {
        await using var api = new InMemoryTestApi();
        ILoadTarget target = api;
        await target.StartAsync(2, default);
        var one = target.CreateScope()!;
        var two = target.CreateScope()!;
        await using var first = one.Lifetime;
        await using var second = two.Lifetime;

        Assert.Same(one.Services.GetRequiredService<ScopedState>(), one.Services.GetRequiredService<ScopedState>());
        Assert.NotSame(one.Services.GetRequiredService<ScopedState>(), two.Services.GetRequiredService<ScopedState>());
    }

    [Fact]
    public async Task Requests_are_named_by_the_applications_routes_and_guessed_where_it_has_none()
    {
        await using var api = new TestApi();
        ILoadTarget target = api;
        await target.StartAsync(1, default);

        Assert.Equal("GET /products/{id:int}", target.NameRequest(HttpMethod.Get, new Uri(target.BaseAddress, "/products/7")));
        Assert.Equal("GET /css/{id}.css", target.NameRequest(HttpMethod.Get, new Uri(target.BaseAddress, "/css/0f3a5b7c9d.css")));
        Assert.Equal("GET elsewhere.example/products/{id}", target.NameRequest(HttpMethod.Get, new Uri("http://elsewhere.example/products/7")));
    }

    [Fact]
    public async Task The_connections_end_with_the_application()
    {
        var api = new TestApi();
        await api.StartAsync(1, default);
        var log = new Targets.RecordedRequests();
        using var http = UserHttpClient.Create(log, api);
        await http.GetStringAsync("/hello");

        await api.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => http.GetAsync("/hello"));
    }

    [Fact]
    public async Task An_existing_factory_is_a_target_in_its_own_mode()
    {
        await using var memory = new WebApplicationFactory<Program>();
        await using var sockets = new WebApplicationFactory<Program>();
        sockets.UseKestrel(0);

        Assert.Equal("TestServer", await TransportOf(memory));
        Assert.Equal("Kestrel (loopback)", await TransportOf(sockets));
    }

    [Fact]
    public async Task A_reconfigured_application_is_a_target_of_its_own()
    {
        await using var api = new TestApi();
        await api.StartAsync(1, default);
        var reconfigured = api.WithWebHostBuilder(builder => builder.UseEnvironment("Staging"));

        Assert.Equal("TestServer", await TransportOf(reconfigured));
        Assert.Equal("Staging", await reconfigured.CreateClient().GetStringAsync("/environment"));
    }

    [Fact]
    public void Runs_on_one_factory_share_its_connections()
    {
        using var factory = new WebApplicationFactory<Program>();

        Assert.Same(Run().Against(factory).Target, Run().Against(factory).Target);
    }

    [Fact]
    public void A_perf_application_known_as_a_plain_factory_keeps_its_own_mode()
    {
        using var api = new TestApi();

        Assert.Same(api, Run().Against((WebApplicationFactory<Program>)api).Target);
    }

    private static async Task<string> TransportOf(WebApplicationFactory<Program> factory)
    {
        var target = Run().Against(factory).Target!;
        await target.StartAsync(1, default);
        return target.Transport;
    }

    private static LoadRun Run() => new(new LoadPlan { Name = "test", Workload = new ClosedWorkload { Users = 1, Iterations = 1 } });

    /// <summary>An application whose own configuration logs everything.</summary>
    private sealed class ChattyTestApi : PerfWebApplication<Program>
    {
        public ChattyTestApi() => Hosting = HostingMode.TestServer;

        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Shop", LogLevel.Trace));
    }
}
