using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace PerfAssert;

/// <inheritdoc cref="DirectApplication" />
/// <typeparam name="TContext">The host's own state of a request.</typeparam>
internal sealed class DirectApplication<TContext>(
    IHttpApplication<TContext> application, ILogger logger, long? maxRequestBodySize, bool allowSynchronousIO)
    : DirectApplication(logger, maxRequestBodySize, allowSynchronousIO)
    where TContext : notnull
{
    public override DirectExchange CreateExchange() => new DirectExchange<TContext>(this, application);
}
