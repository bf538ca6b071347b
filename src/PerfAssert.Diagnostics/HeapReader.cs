using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace PerfAssert;

/// <summary>Counts the objects of a managed heap by type, from the events that the runtime writes during a full collection that is asked for.</summary>
internal static class HeapReader
{
    /// <summary>
    /// The largest buffer for the events, 1 GB, of which only what is needed is used. A process that reads itself stands still while they are
    /// written, so that all of them have to fit: some 50 bytes for an object and its references.
    /// </summary>
    private const int BufferMegabytes = 1024;

    /// <summary>A heap whose events have not come after this time is given up: 60 s, for tens of millions of objects.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const long Keywords = (long)(ClrTraceEventParser.Keywords.GC
        | ClrTraceEventParser.Keywords.GCHeapDump
        | ClrTraceEventParser.Keywords.GCHeapCollect
        | ClrTraceEventParser.Keywords.GCHeapAndTypeNames
        | ClrTraceEventParser.Keywords.Type);

    /// <inheritdoc cref="IProcessDiagnostics.ReadHeapAsync" />
    public static async Task<HeapStatistics> ReadAsync(int processId, CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Longest);
            return await CountAsync(processId, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new InvalidOperationException($"the heap of process {processId} was not read within {Longest.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is DiagnosticsClientException or IOException or TimeoutException or FormatException)
        {
            throw new InvalidOperationException($"the diagnostics port of process {processId} does not answer (is DOTNET_EnableDiagnostics=0 set?): {exception.Message}", exception);
        }
    }

    private static async Task<HeapStatistics> CountAsync(int processId, CancellationToken stop)
    {
        var client = new DiagnosticsClient(processId);
        using var session = await client.StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, Keywords)], requestRundown: false, BufferMegabytes, stop).ConfigureAwait(false);
        var counter = new TypeCounter();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // The stream is read by blocking calls, for which the pool's threads are too dear.
        var reading = Task.Factory.StartNew(() => Read(session.EventStream, counter, ended), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await Task.WhenAny(ended.Task, reading).WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(session, reading).ConfigureAwait(false);
        }

        if (!ended.Task.IsCompleted)
            throw new InvalidOperationException($"process {processId} wrote no heap: it has ended, or its runtime is older than .NET 5");
        return counter.Statistics(await reading.ConfigureAwait(false));
    }

    /// <returns>Events that were lost.</returns>
    private static int Read(Stream stream, TypeCounter counter, TaskCompletionSource ended)
    {
        using var source = new EventPipeEventSource(stream);
        int? collection = null;
        source.Clr.GCStart += data =>
        {
            if (collection is null && data.Depth == 2 && data.Type == GCType.NonConcurrentGC)
                collection = data.Count;
        };
        source.Clr.TypeBulkType += counter.Add;
        source.Clr.GCBulkNode += counter.Add;
        source.Clr.GCStop += data =>
        {
            if (data.Count == collection)
                ended.TrySetResult();
        };
        try
        {
            source.Process();
        }
        catch (Exception exception) when (ended.Task.IsCompleted && exception is IOException or ObjectDisposedException or EndOfStreamException)
        {
            // The end of the session cut the stream off, after all that is wanted.
        }

        return source.EventsLost;
    }

    /// <summary>Ends the session and waits for its reader, so that nothing of it is left in a process that looks for leaks.</summary>
    private static async Task EndAsync(EventPipeSession session, Task reading)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(800));
        try
        {
            await session.StopAsync(patience.Token).ConfigureAwait(false);
            await reading.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or StackOverflowException))
        {
            // Disposing of the session ends its reader too.
        }
    }
}
