using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PerfAssert;

/// <summary>A connection to Redis for the few questions that a test has, apart from those of the code under load. One question at a time.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly Stream stream;
    private readonly byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    private RedisConnection(TcpClient client, Stream stream)
    {
        this.client = client;
        this.stream = stream;
    }

    /// <exception cref="RedisException">It does not let us in.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
            Stream stream = client.GetStream();
            if (address.Ssl)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken).ConfigureAwait(false);
                stream = secure;
            }

            var connection = new RedisConnection(client, stream);
            if (address.Password is { } password)
                await connection.AskAsync(cancellationToken, address.User is { } user ? ["AUTH", user, password] : ["AUTH", password]).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command; its answer as text, the elements of an array on a line each.</summary>
    /// <exception cref="RedisException">Redis answers with an error.</exception>
    public async Task<string> AskAsync(CancellationToken cancellationToken, params string[] command)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (var word in command)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        client.Dispose();
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        switch (line[0])
        {
            case '-':
                throw new RedisException(line[1..]);
            case '$':
                var length = int.Parse(line[1..], CultureInfo.InvariantCulture);
                return length < 0 ? "" : await ReadBulkAsync(length, cancellationToken).ConfigureAwait(false);
            case '*':
                var elements = new List<string>();
                for (var left = int.Parse(line[1..], CultureInfo.InvariantCulture); left > 0; left--)
                    elements.Add(await ReadAsync(cancellationToken).ConfigureAwait(false));
                return string.Join('\n', elements);
            default:
                return line[1..];
        }
    }

    private async Task<string> ReadBulkAsync(int length, CancellationToken cancellationToken)
    {
        var bulk = new byte[length + 2];
        for (var i = 0; i < bulk.Length; i++)
            bulk[i] = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bulk, 0, length);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await ReadByteAsync(cancellationToken).ConfigureAwait(false) is var next && next != '\n')
            line.Append((char)next);
        return line.ToString().TrimEnd('\r');
    }

    private async ValueTask<byte> ReadByteAsync(CancellationToken cancellationToken)
    {
        if (start == end)
        {
            start = 0;
            end = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (end == 0)
                throw new RedisException("Redis closed the connection.");
        }

        return buffer[start++];
    }
}
