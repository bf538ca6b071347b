namespace PerfAssert.TestApp;

/// <summary>Holds requests back until the application stops.</summary>
public sealed class Blocker
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Blocker(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(() => opened.TrySetResult());

    public Task Opened => opened.Task;
}
