using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Reads the data attributes of a method, at discovery and, for rows that cannot be serialised, again when the test runs.</summary>
internal static class DataRows
{
    /// <summary>Every row, in the order of the attributes.</summary>
    /// <exception cref="InvalidOperationException">An attribute gives no data.</exception>
    public static IEnumerable<DataRow> Read(IMessageSink diagnosticSink, IMethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes(typeof(DataAttribute)))
        {
            var rows = Discoverer(diagnosticSink, attribute).GetData(attribute, method)
                       ?? throw new InvalidOperationException(
                           $"A data attribute of {method.Name} gave null. Initialise its member before the tests are discovered.");
            var skipReason = attribute.GetNamedArgument<string?>(nameof(DataAttribute.Skip));
            foreach (var row in rows)
                yield return new DataRow(row, skipReason);
        }
    }

    /// <summary>Whether each row may be listed as a test case of its own before the tests run.</summary>
    public static bool CanBeListed(IMessageSink diagnosticSink, IMethodInfo method)
        => method.GetCustomAttributes(typeof(DataAttribute))
            .All(attribute => Discoverer(diagnosticSink, attribute).SupportsDiscoveryEnumeration(attribute, method));

    private static IDataDiscoverer Discoverer(IMessageSink diagnosticSink, IAttributeInfo dataAttribute)
        => ExtensibilityPointFactory.GetDataDiscoverer(
               diagnosticSink, dataAttribute.GetCustomAttributes(typeof(DataDiscovererAttribute)).First())
           ?? throw new InvalidOperationException("The data attribute's discoverer does not exist.");
}
