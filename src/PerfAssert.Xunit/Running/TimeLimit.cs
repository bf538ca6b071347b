using Xunit.Sdk;

namespace PerfAssert;

/// <summary>A test's time-out: cancels the load, waits for what it has measured, and says both. xUnit's own would abandon the load to run on.</summary>
/// <param name="milliseconds">As in <see cref="Xunit.FactAttribute.Timeout"/>; zero or less for no limit.</param>
/// <param name="patience">How long a body may take to end after its cancellation.</param>
internal sealed class TimeLimit(int milliseconds, TimeSpan patience)
{
    /// <summary>A body that has not ended this long after its cancellation ignores it; a load itself stops within a second.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>Runs the body off the runner's synchronisation context, which would let only a few users proceed at a time.</summary>
    /// <param name="body">Given the token that its load obeys.</param>
    /// <param name="measured">What has been measured, for the message.</param>
    /// <param name="runnerToken">The runner's stop.</param>
    public async Task RunAsync(Func<CancellationToken, Task> body, Func<string> measured, CancellationToken runnerToken)
    {
        if (milliseconds <= 0)
        {
            await Task.Run(() => body(runnerToken), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(runnerToken);
        stop.CancelAfter(milliseconds);
        var running = Task.Run(() => body(stop.Token), CancellationToken.None);
        var ended = await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(milliseconds) + patience, runnerToken)).ConfigureAwait(false);
        var isStopped = runnerToken.IsCancellationRequested;
        if (ended != running && !isStopped)
        {
            throw new LoadTestFailedException(
                $"Test execution timed out after {milliseconds} milliseconds, and the body has ignored its cancellation for {Figure.Duration(patience)}. "
                + "Pass user.CancellationToken on, and block nowhere.");
        }

        if (stop.IsCancellationRequested && !isStopped)
            throw new LoadTestFailedException($"Test execution timed out after {milliseconds} milliseconds. {measured()}");
        await running.ConfigureAwait(false);
    }
}
