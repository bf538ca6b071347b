namespace PerfAssert.TestApp;

/// <summary>How many requests the application has seen aborted.</summary>
public sealed class Cancellations
{
    private readonly SemaphoreSlim seen = new(0);

    public void Count() => seen.Release();

    public Task<bool> WaitAsync() => seen.WaitAsync(TimeSpan.FromSeconds(20));
}
