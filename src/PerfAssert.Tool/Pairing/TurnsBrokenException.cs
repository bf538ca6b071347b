namespace PerfAssert.Tool;

/// <summary>A test stopped taking turns; the message says which way.</summary>
internal sealed class TurnsBrokenException(string message) : Exception(message);
