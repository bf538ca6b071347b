namespace PerfAssert;

/// <summary>All failures of one kind.</summary>
/// <param name="Kind">What they have in common: <c>timeout</c>, <c>connection</c>, <c>status 503</c>, <c>assertion</c>, <c>interrupted</c>, or an exception's type name.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="FirstAt">When it first happened, from the start of the measurement.</param>
/// <param name="LastAt">When it last happened, from the start of the measurement.</param>
/// <param name="Samples">Up to three different messages.</param>
public sealed record ErrorSummary(string Kind, long Count, TimeSpan FirstAt, TimeSpan LastAt, IReadOnlyList<string> Samples);
