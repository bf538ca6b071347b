namespace PerfAssert;

/// <summary>Waits with the runtime's own means, to a millisecond at best.</summary>
internal sealed class PortableWaiter : PreciseWaiter
{
    private readonly AutoResetEvent wake = new(initialState: false);

    public override void Wait(long nanoseconds)
        => wake.WaitOne((int)Math.Clamp(nanoseconds / EngineTime.Millisecond, 1, 60_000));

    public override void Wake() => wake.Set();

    protected override void Dispose(bool disposing) => wake.Dispose();
}
