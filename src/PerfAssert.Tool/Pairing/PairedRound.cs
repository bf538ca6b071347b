namespace PerfAssert.Tool;

/// <summary>What a pair of processes measured of one test.</summary>
/// <param name="Test">Name of the test.</param>
/// <param name="Base">The base version's measurement.</param>
/// <param name="Changed">The changed version's.</param>
internal sealed record PairedRound(string Test, Measured Base, Measured Changed);
