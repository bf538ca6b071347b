using System.Net.WebSockets;

namespace PerfAssert;

/// <summary>The server or the network ended a WebSocket that the user still wanted. Counted as a failure of kind <c>websocket closed</c>.</summary>
public sealed class WebSocketClosedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which socket, and how it ended.</param>
    /// <param name="status">The code of the server's close frame; <see langword="null"/> when the connection broke without one.</param>
    /// <param name="description">The text of the server's close frame.</param>
    /// <param name="innerException">What showed it.</param>
    public WebSocketClosedException(string message, WebSocketCloseStatus? status = null, string? description = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Description = description;
    }

    /// <summary>The code of the server's close frame; <see langword="null"/> when the connection broke without one.</summary>
    public WebSocketCloseStatus? Status { get; }

    /// <summary>The text of the server's close frame; <see langword="null"/> when there was none.</summary>
    public string? Description { get; }
}
