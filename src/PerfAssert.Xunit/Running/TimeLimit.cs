using Xunit.Sdk;

namespace PerfAssert;

/// <summary>A test's time-out: cancels the load, waits for what it has measured, and says both. xUnit's own would abandon the load to run on.</summary>
/// <param name="milliseconds">As in <see cref="Xunit.FactAttribute.Timeout"/>; zero or less for no limit.</param>
internal sealed class TimeLimit(int milliseconds)
{
    /// <summary>A body that has not ended this long after its cancellation ignores it; a load itself stops within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
        var ended = await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(milliseconds) + Patience, runnerToken)).ConfigureAwait(false);
        if (!stop.IsCancellationRequested || runnerToken.IsCancellationRequested)
        {
            await running.ConfigureAwait(false);
            return;
        }

        throw new LoadTestFailedException(
            $"Test execution timed out after {milliseconds} milliseconds"
            + (ended == running
                ? $". {measured()}"
                : $", and the body has ignored its cancellation for {Figure.Duration(Patience)}. Pass user.CancellationToken on, and block nowhere."));
    }
}
