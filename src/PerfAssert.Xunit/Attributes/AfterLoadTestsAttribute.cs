namespace PerfAssert;

/// <summary>
/// Runs the tests of this class after all load tests of the assembly, such as one that asks which routes no load test touched. For
/// ordinary tests, with PerfAssert's test framework; a class with load tests in it has its usual place.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AfterLoadTestsAttribute : Attribute;
