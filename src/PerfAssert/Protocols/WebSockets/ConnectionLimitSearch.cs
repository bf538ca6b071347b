using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// Opens connections in growing steps, sees after each step whether its connections live, and stops at the first that fails; then holds all,
/// looks at each again and again, and lets them go.
/// </summary>
internal sealed class ConnectionLimitSearch(VirtualUser user, ILoadTarget target, string path, int upTo, ConnectionLimitSettings settings, EngineTime time)
{
    /// <summary>The first step; later ones double the number of connections. Also what memory is counted from: the first ones load code and fill pools.</summary>
    private const int FirstStep = 8;

    /// <summary>Fewer connections than this after the first step say nothing about the memory of one.</summary>
    private const int FewestForMemory = 32;

    private const int NotYetKnown = -1;

    /// <summary>Between two looks at held connections.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly List<HeldConnection> connections = [];
    private readonly SeriesData connects = new();
    private readonly SeriesData signs = new();
    private readonly long origin = time.Now;
    private ConnectionFailure? firstFailure;
    private long nextConnect;
    private TimeSpan connecting;

    public async Task<ConnectionLimit> FindAsync()
    {
        long? heapBefore = null;
        var countBefore = 0;
        while (connections.Count < upTo && firstFailure is null)
        {
            var before = connections.Count;
            await OpenAsync(Math.Min(upTo - before, Math.Max(FirstStep, before))).ConfigureAwait(false);
            await LookAsync(connections.Skip(before)).ConfigureAwait(false);
            if (before == 0)
                (heapBefore, countBefore) = (time.MeasureHeap(), Living());
        }

        var held = time.Now;
        await LookAsync(connections).ConfigureAwait(false);
        var hold = settings.Hold ?? TimeSpan.Zero;
        var end = held + EngineTime.Nanoseconds(hold);
        while (time.Now < end)
        {
            await user.PauseAsync(TimeSpan.FromTicks(Math.Min(BetweenLooks.Ticks, EngineTime.Span(end - time.Now).Ticks))).ConfigureAwait(false);
            await LookAsync(connections).ConfigureAwait(false);
        }

        var living = Living();
        var memory = living - countBefore >= FewestForMemory ? (double?)(time.MeasureHeap() - heapBefore) / (living - countBefore) : null;
        var heldFor = hold == TimeSpan.Zero ? TimeSpan.Zero : EngineTime.Span(time.Now - held);
        await CloseAsync().ConfigureAwait(false);
        return new ConnectionLimit
        {
            Name = WebSocketSeries.Of(target.NameRequest(HttpMethod.Get, UserSockets.Address(target.BaseAddress, path))).Route,
            Transport = target.Transport,
            IsInProcess = target.Application is not null,
            UpTo = upTo,
            Held = living,
            FirstFailure = firstFailure,
            ConnectTime = new LatencySummary(connects.Response),
            ConnectsFailed = connects.Failed.Count,
            ConnectErrors = ResultBuilder.Errors(connects),
            ConnectsPerSecond = connecting > TimeSpan.Zero ? connects.Response.Count / connecting.TotalSeconds : 0,
            RoundTripTime = settings.Message is null ? LatencySummary.Empty : new LatencySummary(signs.Response),
            Dropped = signs.Failed.Count,
            Drops = ResultBuilder.Errors(signs),
            HeldFor = heldFor,
            BytesPerConnection = memory,
        };
    }

    private int Living() => connections.Count(connection => !connection.IsLost);

    /// <summary>Opens further connections until one fails. What is on its way then is waited for, so that the limit is exact.</summary>
    private async Task OpenAsync(int count)
    {
        var start = Stopwatch.GetTimestamp();
        await ForEachAsync(count, async _ =>
        {
            if (Volatile.Read(ref firstFailure) is not null)
                return;
            await WaitForTurnAsync().ConfigureAwait(false);
            var begun = time.Now;
            try
            {
                var socket = await user.Sockets.ConnectAsync(path, settings.Configure, CancellationToken.None).ConfigureAwait(false);
                lock (gate)
                {
                    connects.Response.Record(time.Now - begun);
                    connections.Add(new HeldConnection(socket, settings.Message));
                }
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or NotSupportedException or LoadConfigurationException))
            {
                Fail(connects, begun, exception);
            }
        }).ConfigureAwait(false);
        connecting += Stopwatch.GetElapsedTime(start);
        Complete(Living());
    }

    private async Task LookAsync(IEnumerable<HeldConnection> some)
    {
        var open = Living();
        HeldConnection[] looked = [.. some.Where(connection => !connection.IsLost)];
        await ForEachAsync(looked.Length, async index =>
        {
            var begun = time.Now;
            if (await looked[index].FindLossAsync().ConfigureAwait(false) is { } loss)
            {
                Fail(signs, begun, loss);
                return;
            }

            lock (gate)
                signs.Response.Record(time.Now - begun);
        }).ConfigureAwait(false);
        Complete(open);
    }

    private void Fail(SeriesData series, long begun, Exception exception)
    {
        var failure = FailureClassifier.Classify(exception);
        lock (gate)
        {
            series.Failed.Record(time.Now - begun);
            series.CountError(failure, time.Now - origin);
            firstFailure ??= new ConnectionFailure(NotYetKnown, failure.Kind, failure.Message, ClientLimits.Explain(exception));
        }
    }

    /// <summary>A first failure came with so many open, those included that were on their way then and did open.</summary>
    private void Complete(int open)
    {
        if (firstFailure is { After: NotYetKnown })
            firstFailure = firstFailure with { After = open };
    }

    private async Task CloseAsync()
    {
        HeldConnection[] open = [.. connections];
        await ForEachAsync(open.Length, index => open[index].CloseAsync().AsTask()).ConfigureAwait(false);
    }

    private async ValueTask WaitForTurnAsync()
    {
        if (settings.ConnectsPerSecond is not { } rate)
            return;
        long turn;
        lock (gate)
        {
            turn = Math.Max(nextConnect, time.Now);
            nextConnect = turn + (long)(EngineTime.Second / rate);
        }

        await user.PauseAsync(EngineTime.Span(turn - time.Now)).ConfigureAwait(false);
    }

    private async Task ForEachAsync(int count, Func<int, Task> action)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(count, settings.AtOnce)).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var index && index < count)
                await action(index).ConfigureAwait(false);
        }))).ConfigureAwait(false);
    }
}
