namespace SampleApi.Faults;

/// <summary>A share of the searches takes a quarter of a second more: by count, evenly spread, not by chance.</summary>
internal sealed class SlowSearchFault(double share)
{
    private static readonly TimeSpan Extra = TimeSpan.FromMilliseconds(250);

    private long searches;

    public Task WaitSometimesAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref searches);
        var slow = Math.Floor(number * share) > Math.Floor((number - 1) * share);
        return slow ? Task.Delay(Extra, cancellation) : Task.CompletedTask;
    }
}
