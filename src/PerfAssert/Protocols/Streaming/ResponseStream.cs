using System.Buffers;

namespace PerfAssert;

/// <summary>
/// A response body that is read while it comes, by <see cref="StreamingExtensions"/>. Its times start with the request. Disposing it
/// before its end is the test's choice and no failure; a body that the server breaks off is one.
/// </summary>
public sealed class ResponseStream : Stream
{
    /// <summary>Read at once by <see cref="ReadToEndAsync"/>: 64 KB, more than a socket mostly has at a time.</summary>
    private const int BufferSize = 64 * 1024;

    private readonly VirtualUser user;
    private readonly StreamSeries series;
    private readonly Stream body;
    private readonly long start;
    private readonly long headers;
    private long first;
    private long last;

    internal ResponseStream(VirtualUser user, StreamSeries series, HttpResponseMessage response, Stream body, long start)
    {
        this.user = user;
        this.series = series;
        this.body = body;
        this.start = start;
        Response = response;
        headers = last = user.Now();
    }

    /// <summary>Status and headers. Its content is this stream.</summary>
    public HttpResponseMessage Response { get; }

    /// <summary>From the request to the headers of the response.</summary>
    public TimeSpan TimeToHeaders => EngineTime.Span(headers - start);

    /// <summary>From the request to the first byte of the body; <see langword="null"/> until it has been read. The series <c>GET /export: first byte</c>.</summary>
    public TimeSpan? TimeToFirstByte => BytesReceived == 0 ? null : EngineTime.Span(first - start);

    /// <summary>From the request to what was read last.</summary>
    public TimeSpan Duration => EngineTime.Span(last - start);

    /// <summary>Bytes of the body read so far.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Bytes of the body per second of <see cref="Duration"/>.</summary>
    public double BytesPerSecond => last == start ? 0 : BytesReceived / Duration.TotalSeconds;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <summary>Not supported.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what is left and forgets it.</summary>
    /// <param name="cancellationToken">Ends the reading; the load's own end does so too.</param>
    /// <returns><see cref="BytesReceived"/>.</returns>
    /// <exception cref="IOException">The server broke the body off.</exception>
    /// <exception cref="TimeoutException">The request's time was over.</exception>
    public async Task<long> ReadToEndAsync(CancellationToken cancellationToken = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
                // Nothing to keep.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return BytesReceived;
    }

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = body.ReadAsync(buffer, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return WaitAsync(reading);
        return new ValueTask<int>(Count(reading.Result));

        async ValueTask<int> WaitAsync(ValueTask<int> pending) => Count(await pending.ConfigureAwait(false));
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Count(body.Read(buffer));

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

    /// <summary>Does nothing.</summary>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    /// <param name="offset">Of no consequence.</param>
    /// <param name="origin">Of no consequence.</param>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    /// <param name="value">Of no consequence.</param>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    /// <param name="buffer">Of no consequence.</param>
    /// <param name="offset">Of no consequence.</param>
    /// <param name="count">Of no consequence.</param>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Response.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        last = user.Now();
        if (read > 0 && BytesReceived == 0)
        {
            first = last;
            user.RecordStep(series.FirstByte, StepKind.Event, start, first, null, 0, 0, 0);
        }

        BytesReceived += read;
        return read;
    }
}
