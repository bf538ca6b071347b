using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Reflection;

namespace PerfAssert;

/// <summary>Counts SQL commands by the diagnostic events of Entity Framework Core and SqlClient, failed ones included.</summary>
internal sealed class SqlEvents : IObserver<DiagnosticListener>, IDisposable
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";
    private const string SqlClient = "SqlClientDiagnosticListener";
    private const string CommandExecuted = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";
    private const string CommandError = "Microsoft.EntityFrameworkCore.Database.Command.CommandError";

    private readonly StripedCounter counter;
    private readonly List<IDisposable> subscriptions = [];
    private readonly IDisposable allListeners;
    private bool disposed;

    public SqlEvents(StripedCounter counter)
    {
        this.counter = counter;
        allListeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>Whether there is or was anything to listen to.</summary>
    public bool Seen { get; private set; }

    public void OnNext(DiagnosticListener value)
    {
        // Others ask whether anybody listens before they go to any trouble: the predicate keeps them from it.
        if (value.Name == EntityFramework)
            Keep(value.Subscribe(new EntityFrameworkObserver(counter), static name => name is CommandExecuted or CommandError));
        else if (value.Name == SqlClient)
            Keep(value.Subscribe(new SqlClientObserver(counter), static name => IsSqlClientCommand(name)));
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

    private sealed class SqlClientObserver(StripedCounter counter) : Observer
    {
        /// <summary>The predicate is a hint to the sender; a listener with several observers sends to all what one of them wants.</summary>
        public override void OnNext(KeyValuePair<string, object?> value)
        {
            if (IsSqlClientCommand(value.Key))
                counter.Increment();
        }
    }

    private sealed class EntityFrameworkObserver(StripedCounter counter) : Observer
    {
        private static readonly ConcurrentDictionary<Type, Func<object, DbCommand?>> Readers = new();
        private static readonly ConcurrentDictionary<Type, bool> CountedElsewhere = new();

        public override void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key is not (CommandExecuted or CommandError))
                return;
            if (value.Value is { } payload
                && Readers.GetOrAdd(payload.GetType(), static type => Reader(type))(payload) is { } command
                && CountedElsewhere.GetOrAdd(command.GetType(), static type => TellsItself(type)))
                return;
            counter.Increment();
        }

        /// <summary>Whether the provider tells of its commands itself, whoever uses it.</summary>
        private static bool TellsItself(Type command)
            => command.FullName is "Npgsql.NpgsqlCommand" or "Microsoft.Data.SqlClient.SqlCommand" or "System.Data.SqlClient.SqlCommand";

        private static Func<object, DbCommand?> Reader(Type payload)
        {
            var getter = payload.GetProperty("Command", BindingFlags.Public | BindingFlags.Instance)?.GetMethod;
            if (getter is null || !typeof(DbCommand).IsAssignableFrom(getter.ReturnType))
                return static _ => null;
            return typeof(EntityFrameworkObserver).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(payload)
                .CreateDelegate<Func<MethodInfo, Func<object, DbCommand?>>>()(getter);
        }

        private static Func<object, DbCommand?> Typed<TPayload>(MethodInfo getter)
        {
            var read = getter.CreateDelegate<Func<TPayload, DbCommand?>>();
            return payload => read((TPayload)payload);
        }
    }
}
