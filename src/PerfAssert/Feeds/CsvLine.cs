namespace PerfAssert;

/// <summary>The values of one record of a CSV file.</summary>
/// <param name="Number">The line it begins on, from 1.</param>
/// <param name="Values">Without their quotation marks.</param>
internal sealed record CsvLine(int Number, IReadOnlyList<string> Values);
