namespace SampleApi.Faults;

/// <summary>Blocks a thread of the pool on asynchronous work, which needs a thread of the same pool to end.</summary>
internal sealed class SyncOverAsyncFault
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    public void BlockThisThread() => Task.Run(async () => await Task.Delay(Wait)).GetAwaiter().GetResult();
}
