using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Runs the tests of an assembly with <see cref="LoadTestAssemblyRunner"/>.</summary>
internal sealed class LoadTestFrameworkExecutor(
    AssemblyName assemblyName, ISourceInformationProvider sourceInformationProvider, IMessageSink diagnosticSink)
    : XunitTestFrameworkExecutor(assemblyName, sourceInformationProvider, diagnosticSink)
{
    // The base class defines it as a method that nobody awaits; the runner reports everything that goes wrong in it.
    protected override async void RunTestCases(
        IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
    {
        using var runner = new LoadTestAssemblyRunner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
        await runner.RunAsync().ConfigureAwait(false);
    }
}
