namespace PerfAssert.VerdictBench;

/// <summary>The bench cannot do what it was asked for; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);
