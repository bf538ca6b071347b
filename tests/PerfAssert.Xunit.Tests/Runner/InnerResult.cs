namespace PerfAssert.Xunit.Tests.Runner;

/// <summary>What became of one test of a run inside a run.</summary>
internal sealed record InnerResult(string Name, string Outcome, string Message, string? ExceptionType, string? Stack, string Output, decimal Time);
