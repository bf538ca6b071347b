using System.Net.Sockets;
using System.Security.Cryptography;

namespace PerfAssert;

/// <summary>Starts Redis as a process of this machine.</summary>
/// <param name="program">The server's program.</param>
/// <param name="settings">Settings of the server; win over those given here.</param>
/// <param name="durability">Whether written data has to last.</param>
internal sealed class NativeRedis(string program, IReadOnlyDictionary<string, string> settings, Durability durability)
{
    /// <summary>As <see cref="NativePostgreSql"/>: only a start that hangs takes so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="LoadTargetException">The server does not start.</exception>
    public async Task<RunningServer> StartAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (server, log) = await TryStartAsync(cancellationToken).ConfigureAwait(false);
            if (server is not null)
                return server;
            if (!FreePort.WasTaken(log) || attempt == FreePort.Attempts)
                throw new LoadTargetException($"{program} did not start. It wrote:\n{log}");
        }
    }

    private async Task<(RunningServer? Server, string Log)> TryStartAsync(CancellationToken cancellationToken)
    {
        var user = ServerUser.Choose("redis", "nobody");
        var folder = ServerFolder.Create("redis", durability == Durability.Production, user);
        LeashedServer? server = null;
        try
        {
            var address = new RedisAddress("127.0.0.1", FreePort.Find()) { Password = RandomNumberGenerator.GetHexString(24, lowercase: true) };
            ServerFolder.CreateForOwner(folder.Data);

            // Not on the command line, where every user of the machine could read the password.
            var configuration = Path.Combine(folder.Path, "redis.conf");
            await File.WriteAllLinesAsync(configuration, Configuration(address, folder.Data), cancellationToken).ConfigureAwait(false);
            user?.Own(folder.Path);
            server = LeashedServer.Start(folder, "KILL", [.. user?.Prefix ?? [], program, configuration]);
            var log = new FileServerLog(folder.Log);
            if (await AnswersAsync(server, address, cancellationToken).ConfigureAwait(false))
            {
                return (new RunningServer(address.ConnectionString, "native", log, server.DisposeAsync)
                {
                    InMemory = folder.IsInMemory && durability == Durability.Production,
                }, "");
            }

            var words = log.Tail();
            await server.DisposeAsync().ConfigureAwait(false);
            return (null, words);
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync().ConfigureAwait(false);
            folder.Dispose();
            throw;
        }
    }

    private IEnumerable<string> Configuration(RedisAddress address, string data)
    {
        var all = RedisSettings.For(durability);
        foreach (var (name, value) in settings)
            all[name] = value;
        all["bind"] = address.Host;
        all["port"] = address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        all["requirepass"] = address.Password!;
        all["dir"] = data;
        all["daemonize"] = "no";
        return all.Select(setting => $"{setting.Key} {(setting.Value.Length == 0 ? "\"\"" : setting.Value)}");
    }

    private static async Task<bool> AnswersAsync(LeashedServer server, RedisAddress address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (!server.HasEnded)
            {
                try
                {
                    var connection = await RedisConnection.OpenAsync(address, limit.Token).ConfigureAwait(false);
                    await using (connection.ConfigureAwait(false))
                    {
                        await connection.AskAsync(limit.Token, "PING").ConfigureAwait(false);
                        return true;
                    }
                }
                catch (Exception exception) when (exception is SocketException or IOException or RedisException)
                {
                    // Not yet; or somebody else has the port, and Redis says so and ends.
                    await Task.Delay(5, limit.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not within its time.
        }

        return false;
    }
}
