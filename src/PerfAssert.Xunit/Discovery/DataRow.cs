namespace PerfAssert;

/// <summary>The values of one data row of a load theory.</summary>
/// <param name="Values">As its data attribute gives them.</param>
/// <param name="SkipReason">Why the data attribute is skipped; <see langword="null"/> when it is not.</param>
internal sealed record DataRow(object?[] Values, string? SkipReason);
