using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// Tells the runner each second that the test is alive, and stops the load when the answer is that the run has been stopped: a runner of
/// xUnit v2 says so only in its answer to a message.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ITest test;
    private readonly IMessageBus bus;
    private readonly CancellationTokenSource cancellation;
    private readonly Timer timer;
    private string news = "";

    public Heartbeat(ITest test, IMessageBus bus, CancellationTokenSource cancellation)
    {
        this.test = test;
        this.bus = bus;
        this.cancellation = cancellation;
        timer = new Timer(_ => Beat(), null, Period, Period);
    }

    /// <summary>Sends the line with the next beat, for runners that show output as it comes.</summary>
    public void Tell(string line) => Volatile.Write(ref news, line + Environment.NewLine);

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Beat()
    {
        if (!bus.QueueMessage(new TestOutput(test, Interlocked.Exchange(ref news, ""))))
            cancellation.Cancel();
    }
}
