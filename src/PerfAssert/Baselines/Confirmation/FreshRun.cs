namespace PerfAssert;

/// <summary>What came of running a test again in a fresh process.</summary>
/// <param name="Measurement">What it measured; <see langword="null"/> when it did not.</param>
/// <param name="Took">Wall-clock time, the start of the process included.</param>
/// <param name="Failure">Why there is no measurement, a sentence without its full stop.</param>
internal sealed record FreshRun(MeasurementFile? Measurement, TimeSpan Took, string? Failure);
