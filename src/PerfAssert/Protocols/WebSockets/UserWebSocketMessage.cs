using System.Net.WebSockets;
using System.Text;

namespace PerfAssert;

/// <summary>A whole message that a <see cref="UserWebSocket"/> received, however many frames it came in.</summary>
public readonly struct UserWebSocketMessage : IEquatable<UserWebSocketMessage>
{
    internal UserWebSocketMessage(WebSocketMessageType type, ReadOnlyMemory<byte> bytes)
    {
        Type = type;
        Bytes = bytes;
    }

    /// <summary>Text or binary.</summary>
    public WebSocketMessageType Type { get; }

    /// <summary>The content. In a buffer that the socket uses again: valid until its next receive, so copy what you keep.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The content as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Whether two messages are of one type and in one buffer.</summary>
    public static bool operator ==(UserWebSocketMessage left, UserWebSocketMessage right) => left.Equals(right);

    /// <summary>Whether two messages differ in type or buffer.</summary>
    public static bool operator !=(UserWebSocketMessage left, UserWebSocketMessage right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(UserWebSocketMessage other) => Type == other.Type && Bytes.Equals(other.Bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is UserWebSocketMessage other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Bytes);
}
