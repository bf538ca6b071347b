namespace PerfAssert;

/// <summary>The test run again in a fresh process, because its first run said <see cref="RegressionVerdict.Regressed"/>.</summary>
/// <param name="Confirmed">Whether the second run agrees.</param>
/// <param name="Took">Wall-clock time of the second run, its start included.</param>
/// <param name="Text">What came of it, in one sentence: the figures of the channels in question, or why it could not be made.</param>
public sealed record BaselineConfirmation(bool Confirmed, TimeSpan Took, string Text);
