namespace PerfAssert;

/// <summary>One finished request.</summary>
/// <param name="Name">Its series, such as <c>GET /products/{id}</c>.</param>
/// <param name="Start">When it was sent, in nanoseconds of the user's clock.</param>
/// <param name="End">When its body had been read, or was given up, in nanoseconds of the user's clock.</param>
/// <param name="Failure">Why it failed; <see langword="null"/> for a success.</param>
/// <param name="StatusCode">The response's status code; 0 when there was no response.</param>
/// <param name="BytesSent">Bytes of the request body.</param>
/// <param name="BytesReceived">Bytes read of the response body.</param>
/// <param name="RetryAfter">When to try again, of an answer of 429.</param>
internal readonly record struct RequestRecord(
    string Name, long Start, long End, Failure? Failure, int StatusCode, long BytesSent, long BytesReceived, RetryAfter RetryAfter = default);
