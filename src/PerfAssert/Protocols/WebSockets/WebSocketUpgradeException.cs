namespace PerfAssert;

/// <summary>A server did not open the WebSocket: it answered with another status than 101, or with an upgrade that is none.</summary>
public sealed class WebSocketUpgradeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked, and what came.</param>
    /// <param name="statusCode">The HTTP status of the answer; 0 when it is not known.</param>
    /// <param name="innerException">What the attempt ended with.</param>
    public WebSocketUpgradeException(string message, int statusCode = 0, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    /// <summary>The HTTP status of the answer; 0 when it is not known.</summary>
    public int StatusCode { get; }
}
