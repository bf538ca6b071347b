namespace PerfAssert;

/// <summary>Why an operation failed.</summary>
/// <param name="Kind">What it has in common with others: <c>timeout</c>, <c>status 503</c>, an exception's type name …</param>
/// <param name="Message">The message of this one.</param>
internal sealed record Failure(string Kind, string Message);
