namespace PerfAssert;

/// <summary>The test that a run belongs to, as its adapter knows it.</summary>
/// <param name="Key">Stable name: <c>Class.Method</c>, with the row of a theory, and the name of the run where a test has several.</param>
/// <param name="FullyQualifiedName">Namespace, class and method, as <c>dotnet test --filter FullyQualifiedName=…</c> knows it.</param>
/// <param name="Assembly">Full path of the test assembly.</param>
/// <param name="SourceFile">Source file as the compiler knew it; it may have been mapped to another root.</param>
internal sealed record TestIdentity(string Key, string FullyQualifiedName, string Assembly, string SourceFile);
