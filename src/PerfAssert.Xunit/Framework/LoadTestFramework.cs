using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// xUnit's own test framework, except that collections with load tests run last and alone. The package makes it the test framework of
/// the assembly; the MSBuild property <c>PerfAssertTestFramework=false</c> leaves that to you.
/// </summary>
/// <param name="messageSink">Receives diagnostics.</param>
public class LoadTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <inheritdoc />
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName)
        => new LoadTestFrameworkExecutor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);
}
