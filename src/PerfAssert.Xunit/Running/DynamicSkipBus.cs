using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// Turns a failure whose message asks for a skip into a skipped test, wherever it was thrown: the body, a constructor, a fixture.
/// xUnit v2 itself does not know that request; v3 does, by the same prefix.
/// </summary>
internal sealed class DynamicSkipBus(IMessageBus inner, bool ownsInner = false) : IMessageBus
{
    /// <summary>A message that starts so asks for a skip; the reason follows.</summary>
    private const string Prefix = DynamicSkip.Prefix;

    private readonly ConcurrentDictionary<ITestCase, int> skippedOf = new();
    private int skipped;

    public bool QueueMessage(IMessageSinkMessage message) => inner.QueueMessage(message switch
    {
        ITestFailed failed when ReasonIn(failed) is { } reason => Skip(failed, reason),
        ITestCaseFinished finished when skippedOf.TryRemove(finished.TestCase, out var count) => new TestCaseFinished(
            finished.TestCase, finished.ExecutionTime, finished.TestsRun, finished.TestsFailed - count, finished.TestsSkipped + count),
        _ => message,
    });

    /// <summary>Counts the skipped tests as skipped.</summary>
    public Xunit.Sdk.RunSummary Correct(Xunit.Sdk.RunSummary summary)
    {
        summary.Failed -= skipped;
        summary.Skipped += skipped;
        return summary;
    }

    public void Dispose()
    {
        // The bus belongs to the runner, unless it was made for this one.
        if (ownsInner)
            inner.Dispose();
    }

    private static string? ReasonIn(ITestFailed failed)
        => failed.Messages.FirstOrDefault(message => message?.StartsWith(Prefix, StringComparison.Ordinal) == true)?[Prefix.Length..];

    private TestSkipped Skip(ITestFailed failed, string reason)
    {
        skippedOf.AddOrUpdate(failed.TestCase, 1, (_, count) => count + 1);
        Interlocked.Increment(ref skipped);
        return new TestSkipped(failed.Test, reason);
    }
}
