using System.Diagnostics;
using Npgsql;

namespace PerfAssert;

/// <summary>
/// All connections of a pool are held while others ask for one. The holders wait until the last of the others has given up, so that the
/// number of time-outs is the number of the others, on any machine. Then each holder gives its connection back and takes one again: the pool
/// has to recover.
/// </summary>
public sealed class PoolSaturation : FaultScenario
{
    /// <summary>Beyond the time-outs of the others: 60 s, longer than any pool's time-out is likely to be.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource dataSource;
    private readonly Func<VirtualUser, Task> operation;
    private TaskCompletionSource allHeld = new();
    private TaskCompletionSource allAnswered = new();
    private int tickets;
    private int held;
    private int answered;
    private int timeouts;
    private int served;
    private int recovered;

    internal PoolSaturation(NpgsqlDataSource dataSource, int waiters, Func<VirtualUser, Task>? operation)
        : base("pool saturation", $"with all connections held, each of {waiters} further users is refused after the pool's time-out, and all are served again afterwards")
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentOutOfRangeException.ThrowIfLessThan(waiters, 1);
        this.dataSource = dataSource;
        this.operation = operation ?? AskOnceAsync;
        Waiters = waiters;
        Connections = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).MaxPoolSize;
    }

    /// <summary>Connections of the pool, all of them held: <c>Maximum Pool Size</c> of the connection string.</summary>
    public int Connections { get; }

    /// <summary>Users who ask for a connection meanwhile.</summary>
    public int Waiters { get; }

    /// <summary>How many of them were refused by the pool after its time-out.</summary>
    public int Timeouts => Volatile.Read(ref timeouts);

    /// <summary>How many of them were served nevertheless: their operation needs no connection of this pool.</summary>
    public int Served => Volatile.Read(ref served);

    /// <summary>Holders who were given a connection again after the release.</summary>
    public int Recovered => Volatile.Read(ref recovered);

    internal override LoadPlan Shape(LoadPlan plan) => Exactly(plan, Connections + Waiters, Connections + Waiters);

    internal override Scenario Begin()
    {
        allHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        allAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tickets = held = answered = timeouts = served = recovered = 0;
        return new Scenario(user => new ValueTask(Interlocked.Increment(ref tickets) <= Connections ? HoldAsync(user) : WaitAsync(user)))
        {
            BeforeRun = FillPoolAsync,
        };
    }

    /// <summary>Connections that are still to be made would take time of the time-out, and more than it on a busy machine.</summary>
    private async Task FillPoolAsync(CancellationToken cancellationToken)
    {
        var open = new List<NpgsqlConnection>();
        try
        {
            for (var i = 0; i < Connections; i++)
                open.Add(await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            foreach (var connection in open)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(VirtualUser user)
    {
        var connection = await dataSource.OpenConnectionAsync(user.CancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (Interlocked.Increment(ref held) == Connections)
                allHeld.TrySetResult();
            try
            {
                await allAnswered.Task.WaitAsync(LongestHold, user.CancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                user.Fail($"{Volatile.Read(ref answered)} of {Waiters} waiting users had an answer within {LongestHold.TotalSeconds:0} s. Set Timeout in the connection string to a few seconds.");
            }
        }

        await user.StepAsync("after the release", () => AskOnceAsync(user)).ConfigureAwait(false);
        Interlocked.Increment(ref recovered);
    }

    private async Task WaitAsync(VirtualUser user)
    {
        await allHeld.Task.WaitAsync(user.CancellationToken).ConfigureAwait(false);
        var start = Stopwatch.GetTimestamp();
        try
        {
            await operation(user).ConfigureAwait(false);
            Interlocked.Increment(ref served);
            user.RecordStep("served", Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (NpgsqlFailures.IsPoolTimeout(exception))
        {
            Interlocked.Increment(ref timeouts);
            user.RecordStep("refused by the pool", Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            if (Interlocked.Increment(ref answered) == Waiters)
                allAnswered.TrySetResult();
        }
    }

    private async Task AskOnceAsync(VirtualUser user)
    {
        var command = dataSource.CreateCommand("SELECT 1");
        await using (command.ConfigureAwait(false))
            await command.ExecuteScalarAsync(user.CancellationToken).ConfigureAwait(false);
    }
}
