using System.Reflection;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// Makes a <see cref="LoadTheoryAttribute"/> run once for each scenario of a file, under its load. The scenario's name fills the first
/// data parameter. What the attribute writes takes the place of the scenario's values, one at a time.
/// </summary>
/// <example><code>
/// [LoadTheory]
/// [ScenarioData("scenarios.json")]
/// public async Task The_shop_holds(string scenario, VirtualUser user) => await user.Http.GetStringAsync("/products");
/// </code></example>
/// <param name="file">
/// The file, looked for beside the test assembly and in the folders above it. By default the scenarios of the settings file.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioDataAttribute(string? file = null) : DataAttribute
{
    /// <summary>The file; <see langword="null"/> for the settings file.</summary>
    public string? File { get; } = file;

    /// <inheritdoc />
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        return OutsideSettings.Of(testMethod.Module.Assembly).Scenarios(File).Names.Select(name => new object[] { name });
    }
}
