using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Asks a Redis server while load is applied: commands and their time, hits and misses, memory, clients. Its own questions are left out. Nothing
/// of the server is reset: what is told are differences.
/// </summary>
/// <remarks>
/// <code>load.Watching(() => new RedisMonitor("localhost:6379,password=secret"))</code>
/// A <see cref="RedisDependency"/> that the run uses is watched without that.
/// </remarks>
public sealed class RedisMonitor : IRedisMonitor
{
    /// <summary>An answer that takes longer is given up: the other monitors wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private readonly RedisAddress address;
    private RedisConnection? connection;
    private RedisInfo? first;
    private RedisInfo? last;
    private long peakMemory;
    private int peakClients;

    /// <summary>Creates the monitor of a server.</summary>
    /// <param name="connectionString">As StackExchange.Redis takes it; the first of several servers is watched.</param>
    /// <exception cref="ArgumentException">It names no server.</exception>
    public RedisMonitor(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        address = RedisAddress.Parse(connectionString, out var mistake)
            ?? throw new ArgumentException($"\"{connectionString}\" {mistake}. Write one such as localhost:6379,password=secret.", nameof(connectionString));
    }

    /// <inheritdoc />
    public string Name => string.Create(CultureInfo.InvariantCulture, $"Redis {address.Host}:{address.Port}");

    /// <inheritdoc />
    public void Start() => Read();

    /// <inheritdoc />
    public void Sample(ResourceSamples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        last = Read();
        if (first is null)
            (first, peakMemory, peakClients) = (last, 0, 0);
        peakMemory = Math.Max(peakMemory, last.Memory);
        peakClients = Math.Max(peakClients, last.Clients);
        samples.Add(Resources.RedisCommands, last.Commands);
        samples.Add(Resources.RedisMemory, last.Memory);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (connection is not null)
            connection.DisposeAsync().AsTask().Wait(Patience);
    }

    RedisReport? IRedisMonitor.Report()
    {
        if (first is null || last is null)
            return null;
        var commands = Math.Max(0, last.Commands - first.Commands);
        var (hits, misses) = (last.Hits - first.Hits, last.Misses - first.Misses);
        return new RedisReport
        {
            Name = Name,
            Commands = commands,
            MeanTime = commands == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds((double)Math.Max(0, last.Microseconds - first.Microseconds) / commands),
            HitRate = hits + misses > 0 ? (double)hits / (hits + misses) : double.NaN,
            PeakMemory = peakMemory,
            PeakClients = peakClients,
            EvictedKeys = Math.Max(0, last.Evicted - first.Evicted),
        };
    }

    private RedisInfo Read()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            connection ??= RedisConnection.OpenAsync(address, limit.Token).GetAwaiter().GetResult();
            return RedisInfo.Parse(connection.AskAsync(limit.Token, "INFO", "all").GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no answer within {Patience.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms");
        }
    }
}
