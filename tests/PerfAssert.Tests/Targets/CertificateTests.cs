using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace PerfAssert.Tests.Targets;

/// <summary>An https address is tried as every user's connection would be, before any load.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public CertificateTests() => listener.Start();

    private string Url => $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_one_clear_error()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var server = AnswerAsync(async stream =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(certificate);
        });

        var message = await StartAsync();

        Assert.StartsWith($"{Url} has no certificate that this machine trusts (", message, StringComparison.Ordinal);
        Assert.Contains("dotnet dev-certs https --trust", message, StringComparison.Ordinal);
        await server;
    }

    [Fact]
    public async Task A_server_without_TLS_is_named_as_such()
    {
        var server = AnswerAsync(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[5]);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
        });

        var message = await StartAsync();

        Assert.StartsWith($"Nothing answers at {Url} (what listens there does not speak TLS).", message, StringComparison.Ordinal);
        await server;
    }

    public void Dispose() => listener.Dispose();

    private async Task<string> StartAsync()
    {
        using var target = new HttpTarget(Url);
        return (await Assert.ThrowsAsync<LoadTargetException>(() => target.StartAsync(1, default).AsTask())).Message;
    }

    private async Task AnswerAsync(Func<NetworkStream, Task> answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        try
        {
            await answer(client.GetStream());
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client has left.
        }
    }
}
