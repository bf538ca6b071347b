namespace SampleApi.Faults;

/// <summary>One lock around slow work that all requests share: together they can never do more than some 400 a second.</summary>
internal sealed class LockFault
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(2);

    private readonly Lock gate = new();

    public void WorkUnderTheLock()
    {
        lock (gate)
            Thread.Sleep(Work);
    }
}
