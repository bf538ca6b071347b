using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// Makes a test case for each data row of a <see cref="LoadTheoryAttribute"/>; one for all of them when the rows cannot be serialised or
/// must not be read before the tests run; or one failing test case that lists every mistake.
/// </summary>
internal sealed class LoadTheoryDiscoverer(IMessageSink diagnosticSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var factory = new TestCaseFactory(diagnosticSink, discoveryOptions, testMethod);
        var declaration = factory.Declaration;
        if (declaration.Errors.Count > 0)
            return [factory.Error(declaration.Errors)];
        if (declaration.Attribute.Skip is not null)
            return [factory.Case()];
        if (!discoveryOptions.PreEnumerateTheoriesOrDefault())
            return [factory.DelayedCase()];
        try
        {
            return Discover(factory, testMethod.Method);
        }
        catch (Exception exception)
        {
            // The data's own code failed; it may work when the fixtures are there, and else fails the test with its stack.
            diagnosticSink.OnMessage(new DiagnosticMessage($"Reading the data of {testMethod.Method.Name} failed: {exception.Message}"));
            return [factory.DelayedCase()];
        }
    }

    private List<IXunitTestCase> Discover(TestCaseFactory factory, IMethodInfo method)
    {
        if (!DataRows.CanBeListed(diagnosticSink, method))
            return [factory.DelayedCase()];
        var rows = DataRows.Read(diagnosticSink, method).ToList();
        if (rows.Count == 0)
            return [factory.Error([factory.Declaration.NoRows()])];
        var errors = rows.Select(row => factory.Declaration.FitRow(row.Values, out _)).OfType<ConfigurationError>().ToList();
        if (errors.Count > 0)
            return [factory.Error(errors)];
        return rows.All(row => SerializationHelper.IsSerializable(row.Values))
            ? rows.ConvertAll(factory.Case)
            : [factory.DelayedCase()];
    }
}
