using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Redis for tests: a native process, a Docker container, or a server of your own. A fixture of xUnit, the dependency of a
/// PerfWebApplication, or neither. Where there is none, the tests that need it are skipped with the reason.
/// </summary>
/// <remarks>
/// The environment variable <c>PERFASSERT_REDIS</c> wins over <see cref="ServerDependency.Server"/>: <c>native</c>, <c>docker</c>,
/// <c>docker:redis:7</c>, or a connection string of StackExchange.Redis. <c>PERFASSERT_REQUIRE=redis</c> turns the skip into a failure.
/// </remarks>
public class RedisDependency : ServerDependency
{
    /// <summary>Image of the container where no image is chosen.</summary>
    public const string DefaultImage = "redis:7";

    private IReadOnlyList<Func<IMonitor>>? monitors;

    /// <inheritdoc />
    public override string Name => "Redis";

    /// <inheritdoc />
    public override IReadOnlyList<Func<IMonitor>> Monitors => monitors ??= [() => new RedisMonitor(ConnectionString)];

    private protected override string ShortName => "redis";

    private protected override string ChoiceVariable => "PERFASSERT_REDIS";

    private protected override string ConnectionStringExample => "localhost:6379,password=secret";

    /// <summary>Starts Redis, for use without xUnit: <c>await using var cache = await RedisDependency.StartAsync();</c></summary>
    /// <inheritdoc cref="PostgreSqlDependency.StartAsync(ServerChoice?, CancellationToken)" />
    public static async Task<RedisDependency> StartAsync(ServerChoice? server = null, CancellationToken cancellationToken = default)
        => await StartAsync(new RedisDependency { Server = server ?? ServerChoice.Automatic }, cancellationToken).ConfigureAwait(false);

    private protected override async Task<(RunningServer? Server, string Problem)> StartNativeAsync(string? folder, CancellationToken cancellationToken)
    {
        if (NativeServers.Problem is { } problem)
            return (null, problem);
        if (RedisPrograms.Find(folder) is not { } program)
        {
            return (null, "The program redis-server is not "
                + (folder is null ? $"in PATH nor in {string.Join(", ", RedisPrograms.UsualFolders)}: install Redis." : $"in {folder}."));
        }

        return (await new NativeRedis(program, Settings, Durability).StartAsync(cancellationToken).ConfigureAwait(false), "");
    }

    private protected override ContainerPlan PlanContainer(string? image) => RedisContainer.Plan(image ?? DefaultImage, Settings, Durability);

    private protected override Task<(string Version, IReadOnlyList<string> Flattering)> AskAsync(string connectionString, CancellationToken cancellationToken)
        => RedisSettings.AskAsync(RedisAddress.Parse(connectionString, out _)!, cancellationToken);

    private protected override string? MistakeIn(string connectionString) => RedisAddress.Parse(connectionString, out var mistake) is null ? mistake : null;

    private protected override string Place(string connectionString)
    {
        var address = RedisAddress.Parse(connectionString, out _)!;
        return string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
    }
}
