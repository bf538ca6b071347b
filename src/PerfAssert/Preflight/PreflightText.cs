using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PerfAssert;

/// <summary>Says why something could not be reached or asked, and what to do about it.</summary>
internal static class PreflightText
{
    /// <summary>One or two sentences.</summary>
    /// <param name="exception">What the attempt ended with.</param>
    public static string Explain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Known(cause, exception) is { } text)
                return text;
        }

        return Sentence(exception.Message);
    }

    /// <summary>Why there is no connection, in a few words.</summary>
    public static string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name cannot be resolved",
        SocketError.TimedOut => "no answer",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "the network has no way to it",
        _ => exception.Message,
    };

    /// <summary>That the certificate of an https address is not accepted.</summary>
    public static string Untrusted(string origin, Exception exception) =>
        $"{origin} has no certificate that this machine trusts ({exception.Message.TrimEnd('.')}). On a developer's machine run: dotnet dev-certs https --trust. "
        + "Elsewhere install the certificate's authority, or use the service's http address.";

    private static string? Known(Exception cause, Exception outer) => cause switch
    {
        HttpRequestException { StatusCode: { } status } => Sentence(string.Create(CultureInfo.InvariantCulture, $"the answer was {(int)status} {status}")) + Advice(status),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nothing listens there ({Sentence(outer.Message).TrimEnd('.')}). Start it first.",
        SocketException socket => Sentence($"{Reason(socket)} ({outer.Message.TrimEnd('.')})"),
        AuthenticationException => Untrusted("The service", cause),
        DbException { SqlState: "28P01" or "28000" } => Sentence(cause.Message) + " Correct user name and password of the connection string.",
        DbException { SqlState: "3D000" } => Sentence(cause.Message) + " Create it, or correct the connection string.",
        DbException { SqlState: "42P01" } => Sentence(cause.Message) + " Let the migrations run first.",
        _ => null,
    };

    private static string Advice(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => " The test user is not there, has another password, or may not do this.",
        404 => " There is no such route at this base address, or the data is not seeded.",
        >= 500 => " The service is up and fails: its own log says why.",
        _ => "",
    };

    private static string Sentence(string text) => text.TrimEnd().TrimEnd('.') + ".";
}
