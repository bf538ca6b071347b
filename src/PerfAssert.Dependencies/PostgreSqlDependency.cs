using System.Globalization;
using Npgsql;

namespace PerfAssert;

// In an application under load: the application starts it before its host, watches it, and stops it after its host.
//
//     public sealed class Shop : PerfWebApplication<Program>
//     {
//         public Shop() => Database = Uses(new PostgreSqlDependency());
//
//         public PostgreSqlDependency Database { get; }
//
//         protected override void ConfigureWebHost(IWebHostBuilder builder)
//             => builder.UseSetting("ConnectionStrings:Shop", Database.ConnectionString);
//     }
//
// Alone, as a fixture: IClassFixture<PostgreSqlDependency>, then load.Using(database).RunAsync(…).
// Without xUnit: await using var database = await PostgreSqlDependency.StartAsync();

/// <summary>
/// PostgreSQL for tests: a native process on a throw-away cluster, a Docker container, or a server of your own. A fixture of xUnit, the
/// dependency of a PerfWebApplication, or neither. Where there is none, the tests that need it are skipped with the reason.
/// </summary>
/// <remarks>
/// The environment variable <c>PERFASSERT_POSTGRES</c> wins over <see cref="ServerDependency.Server"/>: <c>native</c>, <c>docker</c>,
/// <c>docker:postgres:16</c>, or a connection string. <c>PERFASSERT_REQUIRE=postgres</c> turns the skip into a failure.
/// </remarks>
public class PostgreSqlDependency : ServerDependency
{
    /// <summary>Image of the container where no image is chosen.</summary>
    public const string DefaultImage = "postgres:17";

    private static int databases;

    private IReadOnlyList<Func<IMonitor>>? monitors;

    /// <inheritdoc />
    public override string Name => "PostgreSQL";

    /// <inheritdoc />
    public override IReadOnlyList<Func<IMonitor>> Monitors => monitors ??= [() => new PostgreSqlMonitor(ConnectionString) { Log = Log }];

    /// <summary>Folder of the cluster templates; <see langword="null"/> for none.</summary>
    internal string? TemplateCache { get; init; } = ClusterTemplate.CacheFolder();

    private protected override string ShortName => "postgres";

    private protected override string ChoiceVariable => "PERFASSERT_POSTGRES";

    private protected override string ConnectionStringExample => "Host=localhost;Username=postgres;Password=secret;Database=test";

    /// <summary>Starts PostgreSQL, for use without xUnit: <c>await using var database = await PostgreSqlDependency.StartAsync();</c></summary>
    /// <param name="server">Where it comes from; <see langword="null"/> for <see cref="ServerChoice.Automatic"/>.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ServerUnavailableException">There is none here.</exception>
    /// <exception cref="LoadConfigurationException">The choice of the server is wrong.</exception>
    /// <exception cref="LoadTargetException">The server did not start.</exception>
    public static async Task<PostgreSqlDependency> StartAsync(ServerChoice? server = null, CancellationToken cancellationToken = default)
        => await StartAsync(new PostgreSqlDependency { Server = server ?? ServerChoice.Automatic }, cancellationToken).ConfigureAwait(false);

    /// <summary>Creates an empty database on the server, so that a test class has one of its own. On a server of your own it stays.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How to connect to it.</returns>
    /// <inheritdoc cref="ServerDependency.ConnectionString" path="/exception" />
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        var name = string.Create(CultureInfo.InvariantCulture, $"perfassert_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}");
        var unpooled = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString;
        var connection = new NpgsqlConnection(unpooled);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);

            // On a server of the user's, an earlier process with the same id may have left one.
            foreach (var statement in new[] { $"DROP DATABASE IF EXISTS {name}", $"CREATE DATABASE {name}" })
            {
                var command = new NpgsqlCommand(statement, connection);
                await using (command.ConfigureAwait(false))
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    private protected override async Task<(RunningServer? Server, string Problem)> StartNativeAsync(string? folder, CancellationToken cancellationToken)
    {
        if (NativeServers.Problem is { } problem)
            return (null, problem);
        if (await PostgreSqlPrograms.FindAsync(folder, cancellationToken).ConfigureAwait(false) is not { } programs)
        {
            return (null, "The programs postgres and initdb are not "
                + (folder is null ? $"in PATH nor in {string.Join(", ", PostgreSqlPrograms.UsualFolders)}: install PostgreSQL." : $"in {folder}."));
        }

        if (ServerUser.IsRoot && ServerUser.Choose(NativePostgreSql.Accounts) is null)
            return (null, "PostgreSQL refuses to run as root, and there is no setpriv (of util-linux) to run it as another user.");
        return (await new NativePostgreSql(programs, Settings, Durability) { Cache = TemplateCache }.StartAsync(cancellationToken).ConfigureAwait(false), "");
    }

    private protected override ContainerPlan PlanContainer(string? image) => PostgreSqlContainer.Plan(image ?? DefaultImage, Settings, Durability);

    private protected override Task<(string Version, IReadOnlyList<string> Flattering)> AskAsync(string connectionString, CancellationToken cancellationToken)
        => PostgreSqlSettings.AskAsync(connectionString, cancellationToken);

    private protected override string? MistakeIn(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 } ? null : "names no Host";
        }
        catch (ArgumentException exception)
        {
            return connectionString.Contains("://", StringComparison.Ordinal) ? "is a URL, which Npgsql does not take"
                : connectionString.Contains('=', StringComparison.Ordinal) ? $"cannot be read as a connection string ({exception.Message})"
                : "is neither a way to start PostgreSQL nor a connection string";
        }
    }

    private protected override string Place(string connectionString)
    {
        var place = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(CultureInfo.InvariantCulture, $"{place.Host}:{place.Port}, database {place.Database ?? place.Username}");
    }
}
