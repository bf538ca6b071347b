namespace PerfAssert;

/// <summary>The first connection that could not be opened, or did not live.</summary>
/// <param name="After">Connections that were open then.</param>
/// <param name="Kind">As in <see cref="ErrorSummary.Kind"/>: <c>status 503</c>, <c>timeout</c>, <c>connection</c>, <c>websocket closed</c> …</param>
/// <param name="Message">What happened.</param>
/// <param name="ClientLimit">
/// What ended on this machine, and what to do about it, when the limit is its own: files or ports. <see langword="null"/> when it is the server's.
/// </param>
public sealed record ConnectionFailure(int After, string Kind, string Message, string? ClientLimit);
