namespace PerfAssert;

/// <summary>Redis refused a command, in its own words.</summary>
internal sealed class RedisException(string message) : Exception(message);
