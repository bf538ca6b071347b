using Xunit;

namespace PerfAssert.Xunit.Tests;

public class MethodCallTests
{
    private long sum;

    [Fact]
    public async Task A_compiled_call_allocates_nothing()
    {
        var method = typeof(MethodCallTests).GetMethod(nameof(Add), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        var call = MethodCall.Compile(typeof(MethodCallTests), method, Supplies.Token, [5L, "text"]);
        await call(this, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            await call(this, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(1001 * 9, sum);
    }

    private Task Add(long size, string text, CancellationToken cancellationToken)
    {
        sum += size + text.Length;
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }
}
