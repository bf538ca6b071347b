using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// A <see cref="LoadFactAttribute"/> with data rows: one load test for each <c>[InlineData]</c>, <c>[MemberData]</c> or <c>[ClassData]</c>
/// row. The row's values fill, in order, the parameters that the load test does not supply itself.
/// </summary>
/// <remarks>Not an xUnit theory by type: its analyzers would demand a data value for <see cref="LoadRun"/> and <see cref="VirtualUser"/> too.</remarks>
/// <param name="sourceFile">Left to the compiler: where the test's baseline belongs.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.TheoryDiscoverer, AdapterTypes.Assembly)]
public sealed class LoadTheoryAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile);
