namespace PerfAssert.TestApp;

/// <summary>One for each DI scope.</summary>
public sealed class ScopedState;
