namespace PerfAssert.TestApp;

/// <summary>Counts the WebSockets that the application serves.</summary>
public sealed class OpenSockets
{
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>Whether there was room below a limit; <see cref="Leave"/> gives the place back.</summary>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref count) <= limit)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref count);
}
