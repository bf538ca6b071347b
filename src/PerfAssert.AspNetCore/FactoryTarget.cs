using System.Net.WebSockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PerfAssert;

/// <summary>An application that a <see cref="WebApplicationFactory{TEntryPoint}"/> hosts in this process, as a load target.</summary>
/// <typeparam name="TEntryPoint">A type of the application's assembly.</typeparam>
internal sealed class FactoryTarget<TEntryPoint> : ILoadTarget, IDirectTarget, IRequestSource
    where TEntryPoint : class
{
    /// <summary>One target for each factory, so that several runs share its connections.</summary>
    private static readonly ConditionalWeakTable<WebApplicationFactory<TEntryPoint>, FactoryTarget<TEntryPoint>> Known = new();

    private readonly WebApplicationFactory<TEntryPoint> factory;
    private readonly Lock starting = new();
    private volatile Connection? connection;
    private volatile bool versionIsChecked;

    private FactoryTarget(WebApplicationFactory<TEntryPoint> factory) => this.factory = factory;

    public string Transport => Started.Transport;

    public Uri BaseAddress => Started.BaseAddress;

    public HttpMessageHandler Handler => Started.Handler;

    public Version HttpVersion => (factory as PerfWebApplication<TEntryPoint>)?.HttpVersion ?? System.Net.HttpVersion.Version11;

    public Assembly Application => typeof(TEntryPoint).Assembly;

    public DirectServer? DirectServer => Started.Direct;

    private Connection Started => connection ?? throw new InvalidOperationException(
        $"The application {Application.GetName().Name} has not been started. Call StartAsync first; a load run does so itself.");

    public static FactoryTarget<TEntryPoint> Of(WebApplicationFactory<TEntryPoint> factory) =>
        Known.GetValue(factory, static key => new FactoryTarget<TEntryPoint>(key));

    public async ValueTask StartAsync(int users, CancellationToken cancellationToken)
    {
        // The start of a host blocks: not on the caller's thread, which may be all that its synchronisation context has.
        if (connection is null)
            await Task.Run(Start, cancellationToken).ConfigureAwait(false);
        if (!versionIsChecked)
            await CheckVersionAsync(cancellationToken).ConfigureAwait(false);
        versionIsChecked = true;
    }

    public string NameRequest(HttpMethod method, Uri uri) => Started.Names.Get(method, uri);

    public string NameRequest(HttpMethod method, string target) => Started.Names.Get(method, target, Started.BaseAddress);

    public ValueTask<WebSocket> ConnectWebSocketAsync(Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken) =>
        Started.ConnectWebSocketAsync(uri, configure, cancellationToken);

    public UserScope CreateScope()
    {
        var scope = factory.Services.CreateAsyncScope();
        return new UserScope(scope.ServiceProvider, scope);
    }

    public IDisposable Tell(RequestLog requests) => new RequestWatch(requests);

    private void Start()
    {
        lock (starting)
            connection ??= Connect();
    }

    private Connection Connect()
    {
        if (factory is PerfWebApplication<TEntryPoint> { Hosting: HostingMode.Direct, HttpVersion.Major: >= 2 })
        {
            throw new LoadTargetException(
                "Direct dispatch has no HTTP/2: no bytes are sent at all. "
                + $"In the constructor of {factory.GetType().Name}, set Hosting = HostingMode.Kestrel, or leave HttpVersion out.");
        }

        factory.StartServer();
        var services = factory.Services;
        var routes = RouteTemplates.Create(services, RouteLedger.Of(Application));
        Func<HttpMethod, Uri, string?>? findRoute = routes is null ? null : routes.Find;
        if (services.GetRequiredService<IServer>() is DirectServer direct)
        {
            return new Connection("direct dispatch", direct.BaseAddress, new DirectHandler(direct), new RequestNames(home: null, findRoute))
            {
                Direct = direct,
                ConnectWebSocketAsync = (_, _, _) => throw new NotSupportedException(
                    "Direct dispatch has no WebSockets: there is no connection. Set Hosting = HostingMode.Kestrel or HostingMode.TestServer."),
            };
        }

        if (services.GetRequiredService<IServer>() is TestServer server)
        {
            // A TestServer answers for every host name.
            return new Connection(HttpVersionText.Describe("TestServer", HttpVersion), server.BaseAddress, server.CreateHandler(), new RequestNames(home: null, findRoute))
            {
                ConnectWebSocketAsync = (uri, configure, cancel) => InMemoryWebSocket.ConnectAsync(server, uri, configure, cancel),
            };
        }

        var address = factory.ClientOptions.BaseAddress;
        var handler = SocketsTransport.CreateHandler();
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(handler.Dispose);
        var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        return new Connection(HttpVersionText.Describe("Kestrel (loopback)", HttpVersion), address, handler, new RequestNames(address, findRoute))
        {
            ConnectWebSocketAsync = (uri, configure, cancel) => HttpVersion.Major == 1
                ? WebSocketHandshake.ConnectAsync(invoker, uri, configure, cancel)
                : throw new NotSupportedException(
                    $"WebSockets need HTTP/1.1, and {factory.GetType().Name} sets HttpVersion to {HttpVersion}. Measure them with a host that leaves HttpVersion out."),
        };
    }

    /// <summary>What the application says of its endpoints may be another version than the one asked for.</summary>
    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        if (Handler is not SocketsHttpHandler)
            return;
        var problem = await HttpVersionProbe.FindProblemAsync(BaseAddress, HttpVersion, cancellationToken).ConfigureAwait(false);
        var endpoint = $"The endpoint {BaseAddress.GetLeftPart(UriPartial.Authority)} of {Application.GetName().Name}";
        if (problem is HttpVersionProblem.NoHttp2)
        {
            throw new LoadTargetException(
                $"{endpoint} speaks HTTP/1.1 only, and HttpVersion is 2.0. The application gives its endpoints their protocols itself "
                + "(ConfigureEndpointDefaults): let them be HttpProtocols.Http2 there, or leave HttpVersion out to measure HTTP/1.1.");
        }

        if (problem is HttpVersionProblem.OnlyHttp2)
        {
            throw new LoadTargetException(
                $"{endpoint} speaks HTTP/2 only, and HttpVersion is 1.1. "
                + (factory is PerfWebApplication<TEntryPoint>
                    ? $"Write HttpVersion = new Version(2, 0) in the constructor of {factory.GetType().Name}."
                    : "Derive the factory from PerfWebApplication<Program> and write HttpVersion = new Version(2, 0) in its constructor."));
        }
    }

    private sealed record Connection(string Transport, Uri BaseAddress, HttpMessageHandler Handler, RequestNames Names)
    {
        public required Func<Uri, Action<WebSocketRequest>?, CancellationToken, ValueTask<WebSocket>> ConnectWebSocketAsync { get; init; }

        public DirectServer? Direct { get; init; }
    }
}
