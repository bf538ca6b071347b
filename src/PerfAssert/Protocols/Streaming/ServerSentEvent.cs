namespace PerfAssert;

/// <summary>One event of a stream of Server-Sent Events.</summary>
/// <param name="Type">The event's type; <c>message</c> when the server names none.</param>
/// <param name="Data">The event's data, its lines joined by a line feed.</param>
/// <param name="LastEventId">The id that the server gave last, with this event or before; empty without one.</param>
/// <param name="Retry">Pause that the server last asked for before a reconnect; <see langword="null"/> when it asked for none.</param>
public sealed record ServerSentEvent(string Type, string Data, string LastEventId, TimeSpan? Retry);
