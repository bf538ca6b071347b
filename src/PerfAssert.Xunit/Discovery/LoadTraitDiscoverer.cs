using Xunit.Abstractions;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>Gives every load test the trait <c>Category=Load</c>, for <c>dotnet test --filter Category!=Load</c>.</summary>
internal sealed class LoadTraitDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Category", "Load")];
}
