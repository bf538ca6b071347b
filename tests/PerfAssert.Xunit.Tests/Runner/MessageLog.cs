using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Tests.Runner;

/// <summary>Keeps the messages of a run and says when it has ended.</summary>
/// <param name="until">The last message.</param>
/// <param name="goOn">Whether the run goes on after a message, as a runner answers.</param>
internal sealed class MessageLog(Func<IMessageSinkMessage, bool>? until = null, Func<IMessageSinkMessage, bool>? goOn = null)
    : LongLivedMarshalByRefObject, IMessageSink
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IMessageSinkMessage> messages = [];

    public Task Ended => ended.Task;

    public IReadOnlyList<IMessageSinkMessage> Messages
    {
        get
        {
            lock (messages)
                return [.. messages];
        }
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (messages)
            messages.Add(message);
        if (until?.Invoke(message) == true)
            ended.SetResult();
        return goOn?.Invoke(message) != false;
    }
}
