using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>Counts SQL commands by the diagnostic events of Entity Framework Core and SqlClient, failed ones included.</summary>
internal sealed class SqlEvents : IObserver<DiagnosticListener>, IDisposable
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";
    private const string SqlClient = "SqlClientDiagnosticListener";
    private const string CommandExecuted = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";
    private const string CommandError = "Microsoft.EntityFrameworkCore.Database.Command.CommandError";

    private readonly StripedCounter counter;
    private readonly StripedCounter npgsql = new();
    private readonly DatabaseClients? clients;
    private readonly List<IDisposable> subscriptions = [];
    private readonly IDisposable allListeners;
    private bool disposed;

    /// <param name="counter">Counts the commands of clients that do not count themselves.</param>
    /// <param name="clients">Told of each command; <see langword="null"/> where only their number matters.</param>
    public SqlEvents(StripedCounter counter, DatabaseClients? clients = null)
    {
        this.counter = counter;
        this.clients = clients;
        allListeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>Whether there is or was anything to listen to.</summary>
    public bool Seen { get; private set; }

    /// <summary>Whether Entity Framework is in the process.</summary>
    public bool EntityFrameworkSeen { get; private set; }

    /// <summary>Commands that Entity Framework had Npgsql execute.</summary>
    public long NpgsqlByEntityFramework => npgsql.Sum;

    public void OnNext(DiagnosticListener value)
    {
        // Others ask whether anybody listens before they go to any trouble: the predicate keeps them from it.
        if (value.Name == EntityFramework)
        {
            EntityFrameworkSeen = true;
            Keep(value.Subscribe(new EntityFrameworkObserver(this), static name => name is CommandExecuted or CommandError));
        }
        else if (value.Name == SqlClient)
            Keep(value.Subscribe(new SqlClientObserver(this), clients is null ? static name => IsSqlClientCommand(name) : static name => IsSqlClientCommand(name) || BeginsSqlClientCommand(name)));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        allListeners.Dispose();
        lock (subscriptions)
        {
            disposed = true;
            foreach (var subscription in subscriptions)
                subscription.Dispose();
            subscriptions.Clear();
        }
    }

    /// <summary>Of Microsoft.Data.SqlClient and of its predecessor.</summary>
    private static bool IsSqlClientCommand(string name) => name is
        "Microsoft.Data.SqlClient.WriteCommandAfter" or "Microsoft.Data.SqlClient.WriteCommandError" or
        "System.Data.SqlClient.WriteCommandAfter" or "System.Data.SqlClient.WriteCommandError";

    private static bool BeginsSqlClientCommand(string name) => name is "Microsoft.Data.SqlClient.WriteCommandBefore" or "System.Data.SqlClient.WriteCommandBefore";

    private void Keep(IDisposable subscription)
    {
        Seen = true;
        lock (subscriptions)
        {
            if (disposed)
                subscription.Dispose();
            else
                subscriptions.Add(subscription);
        }
    }

    private abstract class Observer : IObserver<KeyValuePair<string, object?>>
    {
        public abstract void OnNext(KeyValuePair<string, object?> value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class SqlClientObserver(SqlEvents events) : Observer
    {
        /// <summary>When commands in flight were sent: SqlClient tells of their beginning and their end, and of no time in between.</summary>
        private readonly ConditionalWeakTable<DbCommand, StrongBox<long>> began = new();

        /// <summary>The predicate is a hint to the sender; a listener with several observers sends to all what one of them wants.</summary>
        public override void OnNext(KeyValuePair<string, object?> value)
        {
            var begins = BeginsSqlClientCommand(value.Key);
            if ((!begins && !IsSqlClientCommand(value.Key)) || MonitorSession.IsCurrentThread)
                return;
            if (!begins)
                events.counter.Increment();
            if (events.clients is null || CommandPayload.Of(value.Value)?.Command(value.Value!) is not { } command)
                return;
            var start = began.GetOrCreateValue(command);
            if (begins)
                start.Value = Stopwatch.GetTimestamp();
            else
                events.clients.Executed(command, start.Value == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start.Value), value.Key.EndsWith("Error", StringComparison.Ordinal));
        }
    }

    private sealed class EntityFrameworkObserver(SqlEvents events) : Observer
    {
        private static readonly ConcurrentDictionary<Type, bool> NpgsqlCommands = new();
        private static readonly ConcurrentDictionary<Type, bool> CountedElsewhere = new();

        public override void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key is not (CommandExecuted or CommandError))
                return;
            var payload = CommandPayload.Of(value.Value);
            var command = payload?.Command(value.Value!);
            if (command is null)
            {
                events.counter.Increment();
                return;
            }

            var isNpgsql = NpgsqlCommands.GetOrAdd(command.GetType(), static type => type.FullName == "Npgsql.NpgsqlCommand");
            if (isNpgsql)
                events.npgsql.Increment();
            var isCountedElsewhere = CountedElsewhere.GetOrAdd(command.GetType(), static type => TellsItself(type));
            if (!isCountedElsewhere)
                events.counter.Increment();

            // Npgsql tells of texts only where it is traced, SqlClient always.
            if (events.clients is { } clients && (isNpgsql ? !clients.Traces.IsOn : !isCountedElsewhere))
                clients.Executed(command, payload!.Duration(value.Value!), value.Key == CommandError);
        }

        /// <summary>Whether the provider tells of its commands itself, whoever uses it.</summary>
        private static bool TellsItself(Type command)
            => command.FullName is "Npgsql.NpgsqlCommand" or "Microsoft.Data.SqlClient.SqlCommand" or "System.Data.SqlClient.SqlCommand";
    }
}
