using System.Globalization;
using Npgsql;

namespace PerfAssert;

/// <summary>Starts PostgreSQL as a process of this machine, on a throw-away cluster.</summary>
/// <param name="programs">The version to start.</param>
/// <param name="settings">Settings of the server; win over those given here.</param>
/// <param name="durability">Whether written data has to last.</param>
internal sealed class NativePostgreSql(PostgreSqlPrograms programs, IReadOnlyDictionary<string, string> settings, Durability durability)
{
    /// <summary>A start on a machine that others load heavily takes seconds; only one that hangs takes this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the server runs as where the tests run as root, the first that exists.</summary>
    public static readonly string[] Accounts = ["postgres", "nobody"];

    /// <summary>Folder of the templates.</summary>
    public string? Cache { get; init; } = ClusterTemplate.CacheFolder();

    /// <exception cref="LoadTargetException">The server does not start.</exception>
    public async Task<RunningServer> StartAsync(CancellationToken cancellationToken)
    {
        var template = new ClusterTemplate(programs, Cache);
        var repaired = false;
        for (var attempt = 1; ; attempt++)
        {
            var (server, log) = await TryStartAsync(template, cancellationToken).ConfigureAwait(false);
            if (server is not null)
                return server;
            if (FreePort.WasTaken(log) && attempt < FreePort.Attempts)
                continue;
            if (repaired || !(repaired = template.Forget()))
                throw new LoadTargetException($"{programs.Server} did not start. It wrote:\n{log}");
        }
    }

    private async Task<(RunningServer? Server, string Log)> TryStartAsync(ClusterTemplate template, CancellationToken cancellationToken)
    {
        var user = ServerUser.Choose(Accounts);
        var folder = ServerFolder.Create("postgresql", durability == Durability.Production, user);
        LeashedServer? server = null;
        try
        {
            await template.CopyAsync(folder, user, cancellationToken).ConfigureAwait(false);
            var port = FreePort.Find();
            server = LeashedServer.Start(folder, "QUIT", [.. user?.Prefix ?? [], programs.Server, "-D", folder.Data, .. Options(folder.Data, port)]);
            var log = new FileServerLog(folder.Log);
            if (!await IsReadyAsync(server, folder.Data, cancellationToken).ConfigureAwait(false))
            {
                var words = log.Tail();
                await server.DisposeAsync().ConfigureAwait(false);
                return (null, words);
            }

            var connection = new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Username = ClusterTemplate.User,
                Password = ClusterTemplate.Password(folder.Data),
                Database = ClusterTemplate.Database,
            };
            return (new RunningServer(connection.ConnectionString, "native", log, server.DisposeAsync) { InMemory = folder.IsInMemory }, "");
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync().ConfigureAwait(false);
            folder.Dispose();
            throw;
        }
    }

    private IEnumerable<string> Options(string data, int port)
    {
        var all = PostgreSqlSettings.For(durability, ClusterTemplate.HasStatements(data));
        foreach (var (name, value) in settings)
            all[name] = value;
        all["listen_addresses"] = "127.0.0.1";
        all["unix_socket_directories"] = "";

        // In the cluster's folder: a server that is killed cannot remove segments elsewhere.
        all["dynamic_shared_memory_type"] = "mmap";
        all["port"] = port.ToString(CultureInfo.InvariantCulture);
        return PostgreSqlSettings.AsArguments(all);
    }

    /// <summary>The server itself notes when it takes connections.</summary>
    private static async Task<bool> IsReadyAsync(LeashedServer server, string data, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (!server.HasEnded)
            {
                if (SaysReady(Path.Combine(data, "postmaster.pid")))
                    return true;
                await Task.Delay(5, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not within its time.
        }

        return false;
    }

    private static bool SaysReady(string file)
    {
        try
        {
            return File.ReadLines(file).ElementAtOrDefault(7)?.Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
