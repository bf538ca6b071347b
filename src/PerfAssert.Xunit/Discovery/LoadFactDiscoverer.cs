using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Makes the test case of a <see cref="LoadFactAttribute"/>, or one failing test case that lists every mistake in it.</summary>
internal sealed class LoadFactDiscoverer(IMessageSink diagnosticSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var factory = new TestCaseFactory(diagnosticSink, discoveryOptions, testMethod);
        return [factory.Declaration.Errors.Count > 0 ? factory.Error(factory.Declaration.Errors) : factory.Case()];
    }
}
