using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit;

namespace PerfAssert;

/// <summary>Makes an instance of the test class for each virtual user, outside the measured time, and disposes of it.</summary>
internal sealed class UserInstances(Type testClass, object?[] constructorArguments)
{
    public async Task CreateAsync(VirtualUser user)
    {
        var instance = Construct();
        try
        {
            if (instance is IAsyncLifetime lifetime)
                await lifetime.InitializeAsync().ConfigureAwait(false);
            user.Instance = instance;
        }
        catch
        {
            await DisposeAsync(instance).ConfigureAwait(false);
            throw;
        }
    }

    public static Task DisposeAsync(VirtualUser user)
    {
        var instance = user.Instance;
        user.Instance = null;
        return DisposeAsync(instance);
    }

    private static async Task DisposeAsync(object? instance)
    {
        if (instance is IAsyncLifetime lifetime)
            await lifetime.DisposeAsync().ConfigureAwait(false);
        if (instance is IAsyncDisposable asyncDisposable)
            await asyncDisposable.DisposeAsync().ConfigureAwait(false);
        if (instance is IDisposable disposable)
            disposable.Dispose();
    }

    private object Construct()
    {
        try
        {
            return Activator.CreateInstance(testClass, constructorArguments)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
