using Microsoft.AspNetCore.Mvc.Testing;

namespace PerfAssert;

/// <summary>Load on applications that an existing <see cref="WebApplicationFactory{TEntryPoint}"/> hosts.</summary>
public static class LoadRunExtensions
{
    /// <summary>
    /// Aims the users' HTTP clients at a factory's application, in the factory's own mode: a TestServer, unless
    /// <c>UseKestrel</c> was called on it. Its environment and logging stay as they are; console logging of every request may
    /// be most of what is measured. <see cref="PerfWebApplication{TEntryPoint}"/> takes care of both.
    /// </summary>
    /// <param name="run">The configured run.</param>
    /// <param name="factory">Started when the run starts.</param>
    /// <typeparam name="TEntryPoint">A type of the application's assembly.</typeparam>
    public static LoadRun Against<TEntryPoint>(this LoadRun run, WebApplicationFactory<TEntryPoint> factory)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(factory);
        return run.Against(factory as ILoadTarget ?? FactoryTarget<TEntryPoint>.Of(factory));
    }
}
