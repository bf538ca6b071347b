namespace PerfAssert;

/// <summary>One user's DI scope of an in-process application.</summary>
/// <param name="Services">The scope's services.</param>
/// <param name="Lifetime">Disposed when the user ends.</param>
public sealed record UserScope(IServiceProvider Services, IAsyncDisposable Lifetime);
