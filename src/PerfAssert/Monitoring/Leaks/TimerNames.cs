using System.Collections;
using System.Reflection;

namespace PerfAssert;

/// <summary>
/// Whose callbacks the timers of this process call. The runtime lists its timers for debuggers only, so that this looks where debuggers do, and
/// finds nothing where another runtime keeps them elsewhere.
/// </summary>
internal static class TimerNames
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    /// <summary>One name for each timer that is set.</summary>
    public static IReadOnlyList<string> All()
    {
        try
        {
            var type = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue");
            var list = type?.GetMethod("GetTimersForDebugger", Any);
            var queues = type?.GetProperty("Instances", Any)?.GetValue(null) as IEnumerable;
            return list is null || queues is null ? [] :
                [.. queues.Cast<object>().SelectMany(queue => ((IEnumerable)list.Invoke(queue, null)!).Cast<object>()).Select(NameOf)];
        }
        catch (Exception exception) when (exception is TargetException or TargetInvocationException or MemberAccessException or InvalidCastException or AmbiguousMatchException)
        {
            return [];
        }
    }

    /// <summary>The method that is called; of the framework's own callbacks, the object that they are for: a delay, a token that times out.</summary>
    private static string NameOf(object timer)
    {
        if (Field(timer, "_timerCallback") is not Delegate callback)
            return "(unknown callback)";
        if (callback.Target is { } owner && Field(owner, "_onIntervalElapsed") is Delegate elapsed)
            return NameOf(elapsed.Method);
        var state = Field(timer, "_state");
        return callback.Method.DeclaringType?.Assembly != typeof(object).Assembly || state is null ? NameOf(callback.Method)
            : state is Delegate inner ? NameOf(inner.Method)
            : state.GetType().FullName ?? state.GetType().Name;
    }

    /// <summary>A method as its developer knows it: what the compiler makes of a lambda is named after the method that it stands in.</summary>
    private static string NameOf(MethodInfo method)
    {
        var type = method.DeclaringType;
        while (type is { DeclaringType: not null } && type.Name.StartsWith('<'))
            type = type.DeclaringType;
        var name = method.Name.StartsWith('<') ? method.Name[1..method.Name.IndexOf('>')] : method.Name;
        return $"{type?.FullName}.{name}";
    }

    private static object? Field(object owner, string name) => owner.GetType().GetField(name, Any)?.GetValue(owner);
}
