using System.IO.Pipes;

namespace PerfAssert.Tool;

/// <summary>The tool's end of the pipe of one version: a connection for each test, one after the other.</summary>
internal sealed class TurnServer : IAsyncDisposable
{
    /// <summary>The next test connects before the last connection is closed.</summary>
    private const int MostConnections = 4;

    private NamedPipeServerStream next;

    public TurnServer()
    {
        // Short: on Unix it is a file in the temporary folder, whose path may have some 100 characters.
        Name = $"perfassert-{Guid.NewGuid():N}"[..27];
        next = Listen();
    }

    public string Name { get; }

    /// <summary>Waits for the next test.</summary>
    public async Task<TurnConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        await next.WaitForConnectionAsync(cancellationToken);
        var connected = next;
        next = Listen();
        try
        {
            return await TurnConnection.OpenAsync(connected, cancellationToken);
        }
        catch
        {
            await connected.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => next.DisposeAsync();

    private NamedPipeServerStream Listen()
        => new(Name, PipeDirection.InOut, MostConnections, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
}
