namespace PerfAssert;

/// <summary>A log-in brought no token. Makes an iteration fail of the kind <c>token</c>.</summary>
internal sealed class TokenException(string problem, Exception? cause = null) : Exception($"The log-in for a token failed: {problem}", cause);
