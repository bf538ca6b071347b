using System.Globalization;
using System.IO.Pipes;
using System.Text;

namespace PerfAssert.Tool;

/// <summary>
/// One test of one version that waits for its turns: the tool's end of the pipe, in lines of UTF-8. The test has said
/// <c>ready &lt;test&gt;</c>; each <c>run &lt;ms&gt;</c> is answered by <c>done &lt;ms measured&gt;</c>; <c>end</c> lets it finish.
/// </summary>
internal sealed class TurnConnection : ITurnConnection
{
    /// <summary>For the last iterations of a turn: as long as a load test may take to end gracefully, and something for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly NamedPipeServerStream pipe;
    private readonly StreamReader reader;

    private TurnConnection(NamedPipeServerStream pipe, StreamReader reader, string test)
    {
        this.pipe = pipe;
        this.reader = reader;
        Test = test;
    }

    public string Test { get; }

    /// <summary>Waits for the first line of a client that has connected.</summary>
    public static async Task<TurnConnection> OpenAsync(NamedPipeServerStream pipe, CancellationToken cancellationToken)
    {
        const string ready = "ready ";
        var reader = new StreamReader(pipe, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var line = await reader.ReadLineAsync(cancellationToken);
        if (line is null || !line.StartsWith(ready, StringComparison.Ordinal))
            throw new TurnsBrokenException(line is null ? "the test ended before it was ready" : $"\"{line}\" is not \"ready\" with the name of a test; both sides have to be of a version that this tool knows");
        return new TurnConnection(pipe, reader, line[ready.Length..]);
    }

    public async Task<TimeSpan> RunAsync(TimeSpan turn, CancellationToken cancellationToken)
    {
        const string done = "done ";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(turn + Patience);
        string? line;
        try
        {
            await SendAsync("run " + turn.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture), patience.Token);
            line = await reader.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TurnsBrokenException($"a turn of {Figure.Duration(turn)} had not ended after {Figure.Duration(turn + Patience)}");
        }
        catch (IOException exception)
        {
            throw new TurnsBrokenException($"the test ended in the middle of a turn ({exception.Message.TrimEnd('.')})");
        }

        if (line is null)
            throw new TurnsBrokenException("the test ended in the middle of a turn");
        return line.StartsWith(done, StringComparison.Ordinal)
            && double.TryParse(line.AsSpan(done.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new TurnsBrokenException($"\"{line}\" is not \"done\" with milliseconds; both sides have to be of a version that this tool knows");
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync("end", cancellationToken);
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await pipe.DisposeAsync();
    }

    private async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }
}
