using System.Net.WebSockets;
using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PerfAssert;

/// <summary>
/// An ASP.NET Core application hosted in the test process, as a load target: <c>load.Against(api)</c>. Derive from it to
/// configure it, as from <see cref="WebApplicationFactory{TEntryPoint}"/>, and share it as a fixture:
/// <c>class SampleApi : PerfWebApplication&lt;Program&gt;</c> with <c>IClassFixture&lt;SampleApi&gt;</c>.
/// </summary>
/// <remarks>
/// <para>
/// Requests go over real sockets to Kestrel on a free loopback port unless <see cref="Hosting"/> says otherwise. No limit of
/// the server is changed.
/// </para>
/// <para>
/// The application runs in the environment <c>Development</c>, as in functional tests on the same base class, so that a load
/// never meets production's databases by mistake. Set <see cref="EnvironmentName"/> to measure with another configuration.
/// </para>
/// <para>
/// <c>WithWebHostBuilder</c> gives a plain factory, which is a TestServer unless <c>UseKestrel(0)</c> is called on it.
/// </para>
/// </remarks>
/// <typeparam name="TEntryPoint">A type of the application's assembly, usually <c>Program</c>.</typeparam>
public class PerfWebApplication<TEntryPoint> : WebApplicationFactory<TEntryPoint>, ILoadTarget, IDirectTarget, IRequestSource
    where TEntryPoint : class
{
    /// <summary>
    /// Least level that the application logs by default: warnings. A line per request on a console costs more than most
    /// requests, and would be what is measured.
    /// </summary>
    public const LogLevel DefaultMinimumLogLevel = LogLevel.Warning;

    private readonly List<ILoadDependency> dependencies = [];
    private readonly List<ILoadDependency> startedHere = [];
    private HostingMode hosting = HostingMode.Kestrel;
    private Version httpVersion = System.Net.HttpVersion.Version11;
    private string? environmentName;
    private LogLevel minimumLogLevel = DefaultMinimumLogLevel;
    private bool starting;

    /// <summary>How requests reach the application; <see cref="HostingMode.Kestrel"/> by default. Set it in the derived class's constructor.</summary>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public HostingMode Hosting
    {
        get => hosting;
        set => hosting = BeforeStart(value);
    }

    /// <summary>
    /// HTTP version of the users' requests: 1.1 by default, or <c>new Version(2, 0)</c>. Kestrel then listens with HTTP/2 and without TLS
    /// (prior knowledge), as services behind a proxy do. A request with <see cref="HttpRequestMessage.VersionPolicy"/> of its own keeps its
    /// own version. Set it in the derived class's constructor.
    /// </summary>
    /// <exception cref="ArgumentException">It is neither 1.1 nor 2.0.</exception>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public Version HttpVersion
    {
        get => httpVersion;
        set => httpVersion = BeforeStart(HttpVersionText.Check(value));
    }

    /// <summary>
    /// The application's environment, such as <c>Production</c>; <see langword="null"/>, the default, leaves it at
    /// <c>Development</c> or what <c>ConfigureWebHost</c> sets.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public string? EnvironmentName
    {
        get => environmentName;
        set => environmentName = BeforeStart(value);
    }

    /// <summary>
    /// Nothing below this level is logged, whatever the application's configuration says; <see cref="DefaultMinimumLogLevel"/>
    /// by default. <see cref="LogLevel.Trace"/> leaves the configuration as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public LogLevel MinimumLogLevel
    {
        get => minimumLogLevel;
        set => minimumLogLevel = BeforeStart(value);
    }

    /// <summary>The services of the application; starts it if need be.</summary>
    public override IServiceProvider Services
    {
        get
        {
            ChooseServer();
            return base.Services;
        }
    }

    /// <summary>The address of the application. Valid after <see cref="StartAsync"/>.</summary>
    public Uri BaseAddress => Target.BaseAddress;

    string ILoadTarget.Transport => Target.Transport;

    HttpMessageHandler ILoadTarget.Handler => Target.Handler;

    Assembly ILoadTarget.Application => Target.Application;

    IReadOnlyList<Func<IMonitor>> ILoadTarget.Monitors => [.. dependencies.SelectMany(dependency => dependency.Monitors)];

    IReadOnlyList<ILoadDependency> ILoadTarget.Dependencies => dependencies;

    DirectServer? IDirectTarget.DirectServer => Target.DirectServer;

    private FactoryTarget<TEntryPoint> Target => FactoryTarget<TEntryPoint>.Of(this);

    /// <summary>
    /// Says that the application needs a server, such as a database: it is started before the application, watched under load, and named in
    /// the result. Where there is no such server, tests of this application are skipped. Call it in the derived class's constructor:
    /// <c>Database = Uses(new PostgreSqlDependency());</c>, and give the application the connection string in <c>ConfigureWebHost</c>.
    /// </summary>
    /// <param name="dependency">The application disposes of it after itself, unless somebody else has started it.</param>
    /// <typeparam name="TDependency">What it is.</typeparam>
    /// <returns>The dependency.</returns>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public TDependency Uses<TDependency>(TDependency dependency)
        where TDependency : ILoadDependency
    {
        ArgumentNullException.ThrowIfNull(dependency);
        dependencies.Add(BeforeStart(dependency));
        return dependency;
    }

    /// <summary>Stops the application, then the servers that it has started.</summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (var dependency in startedHere)
                await dependency.DisposeAsync().ConfigureAwait(false);
            startedHere.Clear();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the application. A load run does so itself; further calls do nothing.</summary>
    /// <param name="users">The most users that will send requests at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => Target.StartAsync(users, cancellationToken);

    string ILoadTarget.NameRequest(HttpMethod method, Uri uri) => Target.NameRequest(method, uri);

    ValueTask<WebSocket> ILoadTarget.ConnectWebSocketAsync(Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken) =>
        Target.ConnectWebSocketAsync(uri, configure, cancellationToken);

    string IDirectTarget.NameRequest(HttpMethod method, string target) => Target.NameRequest(method, target);

    UserScope ILoadTarget.CreateScope() => Target.CreateScope();

    IDisposable IRequestSource.Tell(RequestLog requests) => Target.Tell(requests);

    /// <inheritdoc />
    protected override IHostBuilder? CreateHostBuilder()
    {
        // The first step of every start, whoever asks for it: the run, CreateClient or Services.
        ChooseServer();
        return base.CreateHostBuilder();
    }

    /// <inheritdoc />
    protected override IHost CreateHost(IHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (environmentName is not null)
            builder.UseEnvironment(environmentName);
        if (hosting == HostingMode.Kestrel)
            builder.ConfigureHostConfiguration(settings => settings.AddInMemoryCollection(EndpointSettings()));
        builder.ConfigureServices(services => services.PostConfigure<LoggerFilterOptions>(RaiseLogLevel));
        if (hosting == HostingMode.Direct)
        {
            // The last server that is registered is the one that the host takes.
            builder.ConfigureServices(services => services.AddSingleton<IServer>(
                provider => new DirectServer(provider, provider.GetRequiredService<IOptions<TestServerOptions>>())));
        }

        return base.CreateHost(builder);
    }

    /// <summary>
    /// Where Kestrel listens: UseKestrel says it after the application was built, which may be starting by then, with endpoints of its own.
    /// The version is the default of endpoints, which the application's code can change: what is in force is asked at the start.
    /// </summary>
    private IEnumerable<KeyValuePair<string, string?>> EndpointSettings()
    {
        yield return new(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        yield return new(WebHostDefaults.PreferHostingUrlsKey, "true");
        if (httpVersion.Major >= 2)
            yield return new("Kestrel:EndpointDefaults:Protocols", "Http2");
    }

    private void ChooseServer()
    {
        if (starting)
            return;
        StartDependencies();
        starting = true;
        if (hosting == HostingMode.Kestrel)
            UseKestrel(0);
    }

    /// <summary>The host is built with their connection strings. Blocking, as the start of a host is.</summary>
    private void StartDependencies()
    {
        foreach (var dependency in dependencies)
        {
            if (!dependency.IsStarted)
                startedHere.Add(dependency);
            Task.Run(() => dependency.StartAsync(CancellationToken.None).AsTask()).GetAwaiter().GetResult();
        }
    }

    private T BeforeStart<T>(T value) => !starting
        ? value
        : throw new InvalidOperationException(
            $"{GetType().Name} has already been started. Set Hosting, HttpVersion, EnvironmentName and MinimumLogLevel in its constructor, and call Uses there.");

    private void RaiseLogLevel(LoggerFilterOptions options)
    {
        options.MinLevel = Max(options.MinLevel);
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, Max(rule.LogLevel ?? LogLevel.Trace), rule.Filter);
        }

        LogLevel Max(LogLevel level) => level > minimumLogLevel ? level : minimumLogLevel;
    }
}
