namespace PerfAssert;

/// <summary>What can be found out about a server's WebSockets besides an ordinary load.</summary>
public static class WebSocketRunExtensions
{
    /// <summary>
    /// Finds out how many WebSockets the target holds: opens connections in growing steps, sees whether each of them lives, and stops at the
    /// first that fails; then holds what is open. The plan's users are the connections to open, its duration the time to hold them, unless the
    /// call says otherwise; its warm-up and pauses do not matter. The set-up of a user (<see cref="LoadRun.BeforeUser"/>) is done once and serves
    /// all connections. What was found is written to the test's output.
    /// </summary>
    /// <param name="run">With a target.</param>
    /// <param name="path">Relative to the target's base address.</param>
    /// <param name="upTo">Connections to open at most; by default the users of the plan.</param>
    /// <param name="settings">How to look; by default as fast as possible.</param>
    /// <exception cref="LoadConfigurationException">The run has no target, or a setting is wrong; the exception lists all mistakes.</exception>
    /// <exception cref="LoadTargetException">The target cannot be reached.</exception>
    /// <exception cref="NotSupportedException">The target has no WebSockets.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task<ConnectionLimit> FindConnectionLimitAsync(this LoadRun run, string path, int? upTo = null, ConnectionLimitSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        settings ??= new ConnectionLimitSettings();
        settings = settings with { Hold = settings.Hold ?? run.Plan.Workload.Duration ?? TimeSpan.Zero };
        var target = run.Target ?? throw VirtualUser.MissingTarget("load.FindConnectionLimitAsync");
        var most = upTo ?? run.Plan.Workload.UserCount;
        Validate(most, settings);
        LoadSession.RefuseDebugBuild(run.Plan, target.Application);

        // Off the test framework's synchronization context: it would slow the connections down.
        return Task.Run(() => FindAsync(run, target, path, most, settings));
    }

    private static async Task<ConnectionLimit> FindAsync(LoadRun run, ILoadTarget target, string path, int upTo, ConnectionLimitSettings settings)
    {
        var stop = run.CancellationToken;
        using var machine = await MachineLock.Shared.AcquireAsync(run.Plan.Name, run.Session.TellProgress, stop).ConfigureAwait(false);
        await target.StartAsync(upTo, stop).ConfigureAwait(false);
        PoolThreads.Prepare();
        using var time = new SystemEngineTime();
        var context = new RunContext(time, run.Plan, target) { IdleToken = stop };
        var user = new VirtualUser(1, context);
        try
        {
            if (run.BeforeRunAction is { } beforeRun)
                await beforeRun(stop).ConfigureAwait(false);
            if (run.BeforeUserAction is { } beforeUser)
                await beforeUser(user).ConfigureAwait(false);
            var limit = await new ConnectionLimitSearch(user, target, path, upTo, settings, time).FindAsync().ConfigureAwait(false);
            run.Session.Searched = true;
            run.Session.TellSummary(limit.ToString());
            return limit;
        }
        finally
        {
            context.IdleToken = CancellationToken.None;
            try
            {
                if (run.AfterUserAction is { } afterUser)
                    await afterUser(user).ConfigureAwait(false);
                if (run.AfterRunAction is { } afterRun)
                    await afterRun(CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                // What was found has been closed; what is left is of a search that was cut short.
                await user.DisposeAsync(abort: true).ConfigureAwait(false);
            }
        }
    }

    private static void Validate(int upTo, ConnectionLimitSettings settings)
    {
        var errors = new List<ConfigurationError>();
        if (upTo < 1)
            errors.Add(new($"upTo: {upTo}", "is no number of connections", "Write at least 1, such as upTo: 2000."));
        if (settings.Hold < TimeSpan.Zero)
            errors.Add(new($"Hold = {settings.Hold}", "is negative", "Write how long the connections are to be held, such as TimeSpan.FromSeconds(10)."));
        if (settings.ConnectsPerSecond is { } rate && !(rate > 0))
            errors.Add(new(FormattableString.Invariant($"ConnectsPerSecond = {rate}"), "opens no connection", "Write a number above 0, or null for as many as possible."));
        if (settings.AtOnce < 1)
            errors.Add(new($"AtOnce = {settings.AtOnce}", "opens no connection", "Write at least 1."));
        if (errors.Count > 0)
            throw new LoadConfigurationException(errors);
    }
}
