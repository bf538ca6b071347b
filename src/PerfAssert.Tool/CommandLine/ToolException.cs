namespace PerfAssert.Tool;

/// <summary>A mistake of the caller or a fault of the environment; the message says what, where, and what to write instead.</summary>
internal sealed class ToolException(string message) : Exception(message);
