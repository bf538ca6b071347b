using System.Linq.Expressions;
using System.Reflection;

namespace PerfAssert;

/// <summary>Compiles a method of a test class into a delegate: called once per iteration it neither reflects nor allocates.</summary>
internal static class MethodCall
{
    /// <summary>Whether the return type can be awaited or ignored: void, Task, Task of T, ValueTask, ValueTask of T.</summary>
    public static bool CanReturn(Type type)
        => type == typeof(void) || type == typeof(ValueTask) || typeof(Task).IsAssignableFrom(type) || IsGenericValueTask(type);

    /// <summary>Compiles the call.</summary>
    /// <param name="testClass">The class of the instance.</param>
    /// <param name="method">Static or of an instance.</param>
    /// <param name="supply">Gives the parameters it knows.</param>
    /// <param name="row">Gives the others, in order; converted to their types already.</param>
    public static Func<object?, TSource, ValueTask> Compile<TSource>(
        Type testClass, MethodInfo method, Supply<TSource> supply, IReadOnlyList<object?> row)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var source = Expression.Parameter(typeof(TSource), "source");
        var values = new Queue<object?>(row);
        var arguments = method.GetParameters()
            .Select(parameter => supply.Has(parameter)
                ? supply.Read(parameter, source)
                : Expression.Constant(values.Dequeue(), parameter.ParameterType))
            .ToArray();
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(instance, testClass), method, arguments);
        return Expression.Lambda<Func<object?, TSource, ValueTask>>(ToValueTask(call), instance, source).Compile();
    }

    private static Expression ToValueTask(MethodCallExpression call)
    {
        if (call.Type == typeof(ValueTask))
            return call;
        if (call.Type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask)));
        if (IsGenericValueTask(call.Type))
            return Expression.Call(typeof(MethodCall), nameof(WithoutResult), call.Type.GetGenericArguments(), call);
        return Expression.Call(typeof(MethodCall), nameof(FromTask), null, call);
    }

    private static ValueTask FromTask(Task task) => task.IsCompletedSuccessfully ? default : new ValueTask(task);

    private static ValueTask WithoutResult<T>(ValueTask<T> task)
    {
        if (!task.IsCompletedSuccessfully)
            return new ValueTask(task.AsTask());
        _ = task.Result;
        return default;
    }

    private static bool IsGenericValueTask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
