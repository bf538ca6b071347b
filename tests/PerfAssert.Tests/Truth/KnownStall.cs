using PerfAssert.Tests.Execution;

namespace PerfAssert.Tests.Truth;

/// <summary>In virtual time: whoever comes in the first 200 ms of a second waits for their end, and all others take 10 ms.</summary>
internal static class KnownStall
{
    public static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);

    public static ValueTask IterateAsync(VirtualUser user, VirtualTime time)
    {
        var phase = time.Now % EngineTime.Second;
        return user.PauseAsync(phase < 200 * EngineTime.Millisecond ? EngineTime.Span((200 * EngineTime.Millisecond) - phase) : Usual);
    }
}
