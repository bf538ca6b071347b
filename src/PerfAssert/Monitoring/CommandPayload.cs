using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;

namespace PerfAssert;

/// <summary>Reads the payload of a diagnostic event about a SQL command, whose type is not referenced here. Reads without allocating.</summary>
internal sealed class CommandPayload
{
    private static readonly ConcurrentDictionary<Type, CommandPayload> Known = new();

    private readonly Func<object, DbCommand?> command;
    private readonly Func<object, TimeSpan> duration;

    private CommandPayload(Type payload)
    {
        command = Reader<DbCommand?>(payload, "Command", null);
        duration = Reader(payload, "Duration", TimeSpan.Zero);
    }

    /// <summary>The reader of such payloads.</summary>
    public static CommandPayload? Of(object? payload) => payload is null ? null : Known.GetOrAdd(payload.GetType(), static type => new CommandPayload(type));

    /// <summary>The command; <see langword="null"/> where the payload has none.</summary>
    public DbCommand? Command(object payload) => command(payload);

    /// <summary>How long it took; zero where the payload does not say.</summary>
    public TimeSpan Duration(object payload) => duration(payload);

    private static Func<object, TValue> Reader<TValue>(Type payload, string property, TValue missing)
    {
        var getter = payload.GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.GetMethod;
        if (getter is null || !typeof(TValue).IsAssignableFrom(getter.ReturnType))
            return _ => missing;
        return typeof(CommandPayload).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(payload, typeof(TValue))
            .CreateDelegate<Func<MethodInfo, Func<object, TValue>>>()(getter);
    }

    private static Func<object, TValue> Typed<TPayload, TValue>(MethodInfo getter)
    {
        var read = getter.CreateDelegate<Func<TPayload, TValue>>();
        return payload => read((TPayload)payload);
    }
}
