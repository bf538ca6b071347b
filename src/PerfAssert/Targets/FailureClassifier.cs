using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;

namespace PerfAssert;

/// <summary>Gives every failure its kind, so that the same failure is counted as one whichever exception carried it.</summary>
internal static class FailureClassifier
{
    /// <summary>A request or an iteration took longer than it may.</summary>
    public const string Timeout = "timeout";

    /// <summary>No connection, or one that broke.</summary>
    public const string Connection = "connection";

    /// <summary>This machine had no local port left for a new connection.</summary>
    public const string NoLocalPort = "no local port";

    /// <summary>This process may not open more files, and each socket is one.</summary>
    public const string TooManyFiles = "too many open files";

    /// <summary>The test's own check of a response failed.</summary>
    public const string Assertion = "assertion";

    /// <summary>A feed that hands out each row once had none left.</summary>
    public const string FeedExhausted = "feed exhausted";

    /// <summary>The server or the network ended a WebSocket.</summary>
    public const string WebSocketClosed = "websocket closed";

    /// <summary>The server answered the request for a WebSocket with something else that is no error.</summary>
    public const string NoUpgrade = "no upgrade";

    /// <summary>A user could not renew its token.</summary>
    public const string Token = "token";

    /// <summary>The load ended or was cancelled before the answer came.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Kind and message of an exception.</summary>
    /// <param name="exception">What an iteration or a request ended with.</param>
    public static Failure Classify(Exception exception)
    {
        var cause = Unwrap(exception);
        return cause switch
        {
            FeedExhaustedException => new Failure(FeedExhausted, cause.Message),
            TokenException => new Failure(Token, cause.Message),
            TimeoutException => new Failure(Timeout, cause.Message),
            // What HttpClient.Timeout throws.
            OperationCanceledException { InnerException: TimeoutException inner } => new Failure(Timeout, inner.Message),
            _ when OwnLimit(cause) is { } kind => new Failure(kind, Describe(cause)),
            WebSocketClosedException => new Failure(WebSocketClosed, cause.Message),
            WebSocketUpgradeException upgrade => new Failure(upgrade.StatusCode >= 400 ? StatusKind(upgrade.StatusCode) : NoUpgrade, cause.Message),
            HttpRequestException { StatusCode: { } status } => new Failure(StatusKind((int)status), cause.Message),
            HttpRequestException or HttpIOException or SocketException or DbException when IsConnection(cause) => new Failure(Connection, Describe(cause)),
            _ => new Failure(IsAssertion(cause.GetType()) ? Assertion : cause.GetType().Name, cause.Message),
        };
    }

    /// <summary>Kind of a response with an error status: <c>status 503</c>.</summary>
    public static string StatusKind(int statusCode) => string.Create(CultureInfo.InvariantCulture, $"status {statusCode}");

    private static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static bool IsConnection(Exception exception)
    {
        var error = exception switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException body => body.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError
            || FindSocketError(exception) is not null;
    }

    /// <summary>
    /// A limit of the machine that sends, whatever client met it. An address in use means the same where a client connects (Windows says
    /// it so), and something else where the test's own code listens.
    /// </summary>
    private static string? OwnLimit(Exception exception) => FindSocketError(exception)?.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable => NoLocalPort,
        SocketError.AddressAlreadyInUse when exception is HttpRequestException or WebSocketException => NoLocalPort,
        SocketError.TooManyOpenSockets => TooManyFiles,
        _ => null,
    };

    /// <summary>Leads the message of a failure when nothing listened there.</summary>
    public const string Refused = "connection refused";

    /// <summary>The message, led by the words that a developer looks for when the platform's text has others.</summary>
    private static string Describe(Exception exception)
    {
        var words = FindSocketError(exception)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => Refused,
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "connection reset",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "host not found",
            SocketError.TooManyOpenSockets => "too many open files",
            SocketError.AddressNotAvailable => "no local port left for a new connection",
            SocketError.AddressAlreadyInUse when OwnLimit(exception) is not null => "no local port left for a new connection",
            _ => null,
        };
        return words is null || exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase)
            ? exception.Message
            : $"{words}: {exception.Message}";
    }

    private static SocketException? FindSocketError(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException socket)
                return socket;
        }

        return null;
    }

    /// <summary>Assertion libraries are known by their names, so that none has to be referenced.</summary>
    private static bool IsAssertion(Type? type)
    {
        for (; type is not null && type != typeof(Exception); type = type.BaseType)
        {
            if (type.Name is "XunitException" or "AssertionFailedException" or "AssertionException" or "AssertFailedException"
                || type.Namespace == "Xunit.Sdk")
                return true;
        }

        return false;
    }
}
