using StackExchange.Redis;

namespace SampleApi.Storage;

/// <summary>The connection to Redis. All commands are asynchronous: blocking ones would starve the thread pool under load.</summary>
/// <param name="configuration">Such as <c>localhost:6379</c>; <see langword="null"/> when the shop does without.</param>
internal sealed class RedisStore(string? configuration) : IDisposable
{
    private ConnectionMultiplexer? connection;

    /// <summary><see langword="null"/> when the shop does without.</summary>
    public IDatabase? Database => connection?.GetDatabase();

    /// <summary>Keys of this host begin with it: each has its own data, and two may share a server.</summary>
    public string Prefix { get; } = $"sampleapi:{Guid.NewGuid():N}:";

    public async Task ConnectAsync()
    {
        if (!string.IsNullOrEmpty(configuration))
            connection = await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    public void Dispose() => connection?.Dispose();
}
