namespace PerfAssert;

/// <summary>What became of an expectation.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="Verdict">Passed, warning, failed or inconclusive.</param>
/// <param name="Measured">The measured value and its sample count.</param>
/// <param name="Message">One sentence: what was expected, what was measured, on how many samples.</param>
public sealed record Evaluation(Expectation Expectation, Verdict Verdict, Measurement Measured, string Message);
