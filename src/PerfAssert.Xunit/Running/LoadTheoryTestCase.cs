using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>All rows of a load theory as one test case, where they cannot be listed before the tests run; each row is a test of its own.</summary>
internal sealed class LoadTheoryTestCase : LoadTestCase
{
    /// <summary>For deserialisation.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer.")]
    public LoadTheoryTestCase()
    {
    }

    public LoadTheoryTestCase(
        IMessageSink diagnosticSink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnosticSink, display, displayOptions, testMethod)
    {
    }

    public override IEnumerable<LoadTest> Tests(IMessageSink diagnosticSink)
    {
        if (SkipReason is not null || Declaration.Errors.Count > 0)
            return [LoadTest.Of(Declaration, DisplayName, new DataRow([], SkipReason))];
        return LoadTest.OfRows(Declaration, DisplayName, [.. DataRows.Read(diagnosticSink, TestMethod.Method)]);
    }
}
