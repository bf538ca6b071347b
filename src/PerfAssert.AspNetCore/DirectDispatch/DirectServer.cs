using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PerfAssert;

/// <summary>
/// A server without a network, whose requests are method calls: it keeps the application that the host starts, for
/// <see cref="DirectApplication"/>. It is a TestServer as well, so that <c>CreateClient</c> of the factory works as ever.
/// </summary>
internal sealed class DirectServer(IServiceProvider services, IOptions<TestServerOptions> options)
    : TestServer(services, options), IServer
{
    private static readonly MethodInfo StartBase = FindBase(nameof(IServer.StartAsync));
    private static readonly MethodInfo StopBase = FindBase(nameof(IServer.StopAsync));

    private volatile DirectApplication? application;

    /// <summary>The started application.</summary>
    /// <exception cref="InvalidOperationException">The host has not started it, or has stopped it.</exception>
    public DirectApplication Application =>
        application ?? throw new InvalidOperationException("The application does not run (any more): its host has been stopped or disposed.");

    Task IServer.StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        var limits = Services.GetService<IOptions<KestrelServerOptions>>()?.Value ?? new KestrelServerOptions();
        this.application = new DirectApplication<TContext>(
            application,
            Services.GetRequiredService<ILoggerFactory>().CreateLogger("PerfAssert.DirectDispatch"),
            limits.Limits.MaxRequestBodySize,
            limits.AllowSynchronousIO);
        return (Task)StartBase.MakeGenericMethod(typeof(TContext)).Invoke(this, [application, cancellationToken])!;
    }

    Task IServer.StopAsync(CancellationToken cancellationToken)
    {
        application = null;
        return (Task)StopBase.Invoke(this, [cancellationToken])!;
    }

    /// <summary>TestServer implements the interface explicitly, which C# has no way to call from a class that does so again.</summary>
    private static MethodInfo FindBase(string name)
    {
        var map = typeof(TestServer).GetInterfaceMap(typeof(IServer));
        return map.TargetMethods[Array.FindIndex(map.InterfaceMethods, method => method.Name == name)];
    }
}
