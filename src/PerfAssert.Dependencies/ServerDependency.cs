using Xunit;

namespace PerfAssert;

/// <summary>
/// A server that tests need: started once, by whoever needs it first; gone with the test process however that ends. Where there is no such
/// server, tests that ask for its <see cref="ConnectionString"/> are skipped with the reason.
/// </summary>
public abstract class ServerDependency : ILoadDependency, IAsyncLifetime
{
    private readonly Lock starting = new();
    private readonly CancellationTokenSource disposal = new();
    private ServerChoice server = ServerChoice.Automatic;
    private ImagePull pull;
    private Durability durability;
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();
    private Task<RunningServer>? running;
    private bool disposed;

    private protected ServerDependency()
    {
    }

    /// <inheritdoc />
    public abstract string Name { get; }

    /// <summary>Where the server comes from; <see cref="ServerChoice.Automatic"/> by default. The environment variable of the server wins over it.</summary>
    /// <exception cref="InvalidOperationException">The server has already been started.</exception>
    public ServerChoice Server
    {
        get => server;
        set => server = BeforeStart(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>When the image is pulled; <see cref="ImagePull.Missing"/> by default.</summary>
    /// <exception cref="InvalidOperationException">The server has already been started.</exception>
    public ImagePull Pull
    {
        get => pull;
        set => pull = BeforeStart(value);
    }

    /// <summary>What a server that is started here does to keep what was written; <see cref="Durability.None"/> by default.</summary>
    /// <exception cref="InvalidOperationException">The server has already been started.</exception>
    public Durability Durability
    {
        get => durability;
        set => durability = BeforeStart(value);
    }

    /// <summary>
    /// Further settings of a server that is started here, such as <c>["work_mem"] = "64MB"</c>; they win over those that
    /// <see cref="Durability"/> stands for. None by default, except PostgreSQL's <c>max_connections</c>, which is 200.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server has already been started.</exception>
    public IReadOnlyDictionary<string, string> Settings
    {
        get => settings;
        set => settings = BeforeStart(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>How to connect to the server.</summary>
    /// <exception cref="ServerUnavailableException">There is no such server here: the test is skipped.</exception>
    /// <exception cref="LoadConfigurationException">The choice of the server is wrong.</exception>
    /// <exception cref="LoadTargetException">The server did not start.</exception>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    public string ConnectionString => Running.ConnectionString;

    /// <summary>Settings of the server that make writes faster than they are in production, such as <c>fsync=off</c>; none where it is as in production.</summary>
    /// <inheritdoc cref="ConnectionString" path="/exception" />
    public IReadOnlyList<string> FlatteringSettings
    {
        get
        {
            _ = Running;
            return Known.Flattering;
        }
    }

    /// <inheritdoc />
    public bool IsStarted => running is not null;

    /// <inheritdoc />
    public string Description
    {
        get
        {
            var flattering = FlatteringSettings;
            return $"{Name} {Known.Version}, {Running.Origin}" + (flattering.Count == 0 ? "" : $" ({string.Join(", ", flattering)})");
        }
    }

    /// <inheritdoc />
    public abstract IReadOnlyList<Func<IMonitor>> Monitors { get; }

    /// <summary>What the server writes; <see langword="null"/> for a user's own.</summary>
    internal ServerLog? Log => Running.Log;

    /// <summary>Reads environment variables; this process's own unless a test says otherwise.</summary>
    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>As <c>PERFASSERT_REQUIRE</c> names it.</summary>
    private protected abstract string ShortName { get; }

    /// <summary>Environment variable that chooses the server.</summary>
    private protected abstract string ChoiceVariable { get; }

    /// <summary>What the connection string of a user's own server looks like.</summary>
    private protected abstract string ConnectionStringExample { get; }

    private (string Version, IReadOnlyList<string> Flattering) Known { get; set; } = ("", []);

    private RunningServer Running => running is { } task
        ? task.IsCompleted
            ? task.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"{Name} is still starting. Wait for StartAsync or InitializeAsync first.")
        : throw new InvalidOperationException(
            $"{Name} has not been started. Make it a fixture of the test class, give it to Uses(…) of the application or to load.Using(…), "
            + $"or write: await using var server = await {GetType().Name}.StartAsync();");

    /// <summary>
    /// Starts the server, for xUnit, which calls it on fixtures. That there is no such server is not thrown here, where it would fail all
    /// tests of the class: it is by what needs the server.
    /// </summary>
    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ServerUnavailableException or LoadConfigurationException or LoadTargetException)
        {
            // Remembered: ConnectionString throws it again.
        }
    }

    /// <inheritdoc />
    /// <exception cref="ServerUnavailableException">There is no such server here: the test is skipped.</exception>
    /// <exception cref="LoadConfigurationException">The choice of the server is wrong.</exception>
    /// <exception cref="LoadTargetException">The server did not start.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        Task<RunningServer> task;
        lock (starting)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            task = running ??= Task.Run(() => StartOnceAsync(disposal.Token), CancellationToken.None);
        }

        await task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Stops the server, if it was started here, and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (starting)
        {
            if (disposed)
                return;
            disposed = true;
        }

        GC.SuppressFinalize(this);
        await disposal.CancelAsync().ConfigureAwait(false);
        RunningServer? started = null;
        try
        {
            if (running is not null)
                started = await running.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It has never run; who started it knows why.
        }

        if (started is not null)
            await started.Stop().ConfigureAwait(false);
        disposal.Dispose();
    }

    /// <summary>Starts the server natively; <see langword="null"/> with the reason when its program is not here.</summary>
    private protected abstract Task<(RunningServer? Server, string Problem)> StartNativeAsync(string? folder, CancellationToken cancellationToken);

    /// <summary>The container to start.</summary>
    /// <param name="image">As the user chose it; <see langword="null"/> for the default.</param>
    private protected abstract ContainerPlan PlanContainer(string? image);

    /// <summary>Waits until the server answers, and asks what it is.</summary>
    private protected abstract Task<(string Version, IReadOnlyList<string> Flattering)> AskAsync(string connectionString, CancellationToken cancellationToken);

    /// <summary>What is wrong with a connection string; <see langword="null"/> when nothing is.</summary>
    private protected abstract string? MistakeIn(string connectionString);

    /// <summary>Where the connection string leads, without a password, for messages.</summary>
    private protected abstract string Place(string connectionString);

    /// <summary>Starts a dependency that nobody else has.</summary>
    private protected static async Task<T> StartAsync<T>(T dependency, CancellationToken cancellationToken)
        where T : ServerDependency
    {
        try
        {
            await dependency.StartAsync(cancellationToken).ConfigureAwait(false);
            return dependency;
        }
        catch
        {
            await dependency.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<RunningServer> StartOnceAsync(CancellationToken cancellationToken)
    {
        var required = RequiredServers.Read(Variable);
        var choice = ServerChoiceText.Read(ChoiceVariable, Variable, MistakeIn, ConnectionStringExample) ?? server;
        var (started, problem) = await StartAsync(choice, cancellationToken).ConfigureAwait(false);
        if (started is null)
            throw Unavailable(choice, required, problem);
        try
        {
            var (version, flattering) = await AskAsync(started.ConnectionString, cancellationToken).ConfigureAwait(false);
            Known = (version, started.InMemory ? [.. flattering, "data in memory"] : flattering);
            return started;
        }
        catch (Exception exception)
        {
            var log = started.Log?.Tail();
            await started.Stop().ConfigureAwait(false);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw;
            throw new LoadTargetException(
                $"{Name} at {Place(started.ConnectionString)} ({started.Origin}) does not answer: {exception.Message}"
                + (log is null ? "" : $"\nIt wrote:\n{log}"), exception);
        }
    }

    private async Task<(RunningServer? Server, string Problem)> StartAsync(ServerChoice choice, CancellationToken cancellationToken)
    {
        if (choice.Kind == ServerKind.Own)
            return (await StartOwnAsync(choice, cancellationToken).ConfigureAwait(false), "");
        var problem = "";
        if (choice.Kind != ServerKind.Docker)
        {
            var (native, missing) = await StartNativeAsync(choice.Folder, cancellationToken).ConfigureAwait(false);
            if (native is not null || choice.Kind == ServerKind.Native)
                return (native, missing);
            problem = missing + " ";
        }

        try
        {
            var (container, trouble) = await ContainerServer.StartAsync(PlanContainer(choice.Image), pull, cancellationToken).ConfigureAwait(false);
            return (container, problem + trouble);
        }
        catch (LoadTargetException exception) when (choice.Kind == ServerKind.Automatic)
        {
            // Nobody asked for Docker: that it cannot help either is a reason to skip.
            return (null, problem + exception.Message);
        }
    }

    private async Task<RunningServer> StartOwnAsync(ServerChoice choice, CancellationToken cancellationToken)
    {
        if (choice.ConnectionString is { } connectionString)
            return Own(connectionString, () => default);
        var stop = choice.Stop ?? (() => default);
        try
        {
            return Own(await choice.Start!(cancellationToken).ConfigureAwait(false), stop);
        }
        catch (Exception exception)
        {
            await stop().ConfigureAwait(false);
            if (exception is LoadConfigurationException or ServerUnavailableException or OperationCanceledException || DynamicSkip.IsMeantBy(exception))
                throw;
            throw new LoadTargetException($"{Name} could not be started by the test's own code: {exception.Message}", exception);
        }

        RunningServer Own(string text, Func<ValueTask> end) => MistakeIn(text) is { } mistake
            ? throw new LoadConfigurationException([new ConfigurationError(
                $"The connection string of {GetType().Name}.Server", mistake, $"Write one such as {ConnectionStringExample}.")])
            : new RunningServer(text, "your own", null, end);
    }

    private ServerUnavailableException Unavailable(ServerChoice choice, RequiredServers required, string problem)
    {
        var demanded = required.Names.Contains(ShortName) ? ShortName
            : choice.Kind == ServerKind.Docker && required.Names.Contains(RequiredServers.Docker) ? RequiredServers.Docker : null;
        var reason = $"There is no {Name} for this test. {problem} Or set {ChoiceVariable} to the connection string of a server that tests may write to.";
        return demanded is null
            ? new ServerUnavailableException(reason)
            : new ServerUnavailableException($"{RequiredServers.Variable} asks for {demanded}. {reason}", skips: false);
    }

    private protected T BeforeStart<T>(T value) => running is null
        ? value
        : throw new InvalidOperationException($"{GetType().Name} has already been started. Set its properties in the constructor of a derived class, or where it is made.");
}
