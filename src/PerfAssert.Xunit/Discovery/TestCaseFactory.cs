using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Makes the test cases of one load test method.</summary>
internal sealed class TestCaseFactory(IMessageSink diagnosticSink, ITestFrameworkDiscoveryOptions options, ITestMethod testMethod)
{
    private readonly TestMethodDisplay display = options.MethodDisplayOrDefault();
    private readonly TestMethodDisplayOptions displayOptions = options.MethodDisplayOptionsOrDefault();

    public LoadDeclaration Declaration { get; } =
        DeclarationReader.Read(testMethod.TestClass.Class.ToRuntimeType(), testMethod.Method.ToRuntimeMethod());

    /// <summary>The case of a fact, or of a theory that is skipped as a whole.</summary>
    public IXunitTestCase Case() => new LoadTestCase(diagnosticSink, display, displayOptions, testMethod);

    /// <summary>The case of one row.</summary>
    public IXunitTestCase Case(DataRow row) => new LoadTestCase(diagnosticSink, display, displayOptions, testMethod, row);

    /// <summary>The one case of all rows, which are read when it runs.</summary>
    public IXunitTestCase DelayedCase() => new LoadTheoryTestCase(diagnosticSink, display, displayOptions, testMethod);

    /// <summary>The case that fails with the text of the mistakes.</summary>
    public IXunitTestCase Error(IReadOnlyList<ConfigurationError> errors)
        => new LoadTestCase(
            diagnosticSink, display, displayOptions, testMethod,
            mistakes: LoadConfigurationException.Describe(errors),
            mayBeMended: ReferenceEquals(errors, Declaration.Errors));
}
