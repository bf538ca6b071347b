using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;

namespace PerfAssert;

/// <inheritdoc cref="DirectExchange" />
/// <typeparam name="TContext">The host's own state of a request, which the host keeps here from one request to the next.</typeparam>
internal sealed class DirectExchange<TContext>(DirectApplication<TContext> owner, IHttpApplication<TContext> application)
    : DirectExchange(owner), IHostContextContainer<TContext>
    where TContext : notnull
{
    TContext? IHostContextContainer<TContext>.HostContext { get; set; }

    protected override Task ProcessAsync()
    {
        TContext context;
        try
        {
            context = application.CreateContext(this);
        }
        catch (Exception exception)
        {
            Fail(exception);
            return EndAsync();
        }

        Task processing;
        try
        {
            processing = application.ProcessRequestAsync(context);
        }
        catch (Exception exception)
        {
            processing = Task.FromException(exception);
        }

        if (!processing.IsCompletedSuccessfully)
            return FinishAsync(context, processing);
        var ending = EndAsync();
        if (!ending.IsCompletedSuccessfully)
            return FinishAsync(context, ending);
        application.DisposeContext(context, Error);
        return Task.CompletedTask;
    }

    private async Task FinishAsync(TContext context, Task rest)
    {
        try
        {
            await rest.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        // Does nothing when it was the end itself that had to be awaited.
        await EndAsync().ConfigureAwait(false);
        application.DisposeContext(context, Error);
    }
}
