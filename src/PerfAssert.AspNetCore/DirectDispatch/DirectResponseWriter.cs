using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace PerfAssert;

/// <summary>
/// Takes the body of a response into one buffer, which is used for one response after another. A client that wants to read
/// while the application still writes gets a pipe: from then on the body goes there.
/// </summary>
internal sealed class DirectResponseWriter(DirectExchange exchange) : PipeWriter
{
    /// <summary>Larger buffers are let go after their response, so that one large response does not fill the memory of every user: 1 MB.</summary>
    private const int LargestKept = 1 << 20;

    /// <summary>More than this is not kept in the buffer where a client may read at the same time: 64 KB. Twice as much waits for the client.</summary>
    private const int LargestUnread = 64 << 10;

    private const int SmallestBuffer = 4096;

    private static readonly PipeOptions Options = new(pauseWriterThreshold: 2 * LargestUnread, resumeWriterThreshold: LargestUnread, useSynchronizationContext: false);

    private readonly Lock gate = new();
    private byte[] buffer = [];
    private Pipe? pipe;
    private Exception? breakage;
    private int flushed;
    private int moved;
    private int unflushed;
    private bool usesPipe;
    private bool ended;

    /// <summary>Bytes of the body so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the client may read before the application has ended.</summary>
    public bool MayStream { get; set; }

    /// <summary>What was written, where no pipe was opened; empty where the response has no body or nobody gets it.</summary>
    public ReadOnlyMemory<byte> Written => exchange.DropsBody || exchange.IsAborted ? default : buffer.AsMemory(0, (int)Count);

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed;

    public void Reset()
    {
        if (buffer.Length > LargestKept)
            buffer = [];
        pipe = null;
        breakage = null;
        Count = flushed = moved = unflushed = 0;
        MayStream = usesPipe = ended = false;
    }

    /// <summary>Takes back what the application wrote before it failed; nothing of it has been sent.</summary>
    public void Discard() => Count = unflushed = 0;

    /// <summary>The body from its first byte, to be read while it is written.</summary>
    public PipeReader OpenReader()
    {
        lock (gate)
        {
            if (pipe is null)
            {
                pipe = new Pipe(Options);
                Move(ended && !exchange.IsAborted ? (int)Count : flushed);
                if (ended)
                    pipe.Writer.Complete(breakage);
                else
                    Show();
            }

            return pipe.Reader;
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        exchange.CheckBody();
        if (usesPipe)
            return pipe!.Writer.GetMemory(sizeHint);

        // A body that nobody gets is written over itself.
        var used = exchange.IsAborted || (exchange.HasStarted && exchange.DropsBody) ? 0 : (int)Count;
        var needed = checked(used + Math.Max(sizeHint, 1));
        if (needed > buffer.Length)
            Array.Resize(ref buffer, Math.Max(needed, Math.Max(SmallestBuffer, (int)Math.Min(Array.MaxLength, buffer.Length * 2L))));
        return buffer.AsMemory(used);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        Count += bytes;
        unflushed += bytes;
        if (exchange.HasStarted)
            exchange.CheckLength(Count);
        if (usesPipe)
            pipe!.Writer.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!exchange.HasStarted)
        {
            var starting = exchange.StartResponseAsync();
            if (!starting.IsCompletedSuccessfully)
                return FlushSlowlyAsync(starting, cancellationToken);
        }

        if (unflushed > 0)
            exchange.CheckBody();
        unflushed = 0;
        if (exchange.IsAborted)
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: true));
        if (usesPipe)
            return pipe!.Writer.FlushAsync(cancellationToken);
        return MayStream && !exchange.DropsBody ? FlushForReader(cancellationToken) : default;
    }

    public override void CancelPendingFlush() => pipe?.Writer.CancelPendingFlush();

    /// <summary>Of no effect: the response ends with the application, or by its CompleteAsync.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>The response is over.</summary>
    /// <param name="because">Why it broke off, where it did.</param>
    public void End(Exception? because)
    {
        if (!MayStream)
            return;
        lock (gate)
        {
            ended = true;
            breakage = because;
            if (pipe is null)
                return;
            if (!usesPipe && !exchange.IsAborted)
                Move((int)Count);
            pipe.Writer.Complete(because);
        }
    }

    private async ValueTask<FlushResult> FlushSlowlyAsync(Task starting, CancellationToken cancellationToken)
    {
        await starting.ConfigureAwait(false);
        return await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<FlushResult> FlushForReader(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            flushed = (int)Count;
            if (pipe is null && Count <= LargestUnread)
                return default;
            pipe ??= new Pipe(Options);
            Move(flushed);
            usesPipe = true;
            return pipe.Writer.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Lets the reader see what has been moved, which is never so much that it had to be waited for.</summary>
    private void Show()
    {
        var showing = pipe!.Writer.FlushAsync();
        Debug.Assert(showing.IsCompleted, "Twice as much fits in.");
    }

    /// <summary>Moves the buffer's bytes up to a place, none of which change any more, into the pipe.</summary>
    private void Move(int end)
    {
        if (end <= moved || exchange.DropsBody)
            return;
        pipe!.Writer.Write(buffer.AsSpan(moved, end - moved));
        moved = end;
    }
}
