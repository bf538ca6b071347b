using Xunit.Abstractions;

namespace PerfAssert.Xunit.Tests.Runner;

/// <summary>Options of a run inside a run: what is not set takes xUnit's default.</summary>
internal sealed class InnerOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> values = [];

    public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out var value) ? (TValue)value! : default!;

    public void SetValue<TValue>(string name, TValue value) => values[name] = value;
}
