using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// Makes a method a load test. With a <see cref="LoadRun"/> parameter the body is the test: it runs once and applies the load itself.
/// Without one the body is one iteration of one virtual user, and may take a <see cref="VirtualUser"/>, an <see cref="HttpClient"/>,
/// a <see cref="CancellationToken"/> and a <see cref="Random"/>.
/// </summary>
/// <example><code>
/// [LoadFact(Users = 50, Duration = "60s")]
/// [Expect("p95 &lt; 200ms")]
/// public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
/// </code></example>
/// <param name="sourceFile">Left to the compiler: where the test's baseline belongs.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class LoadFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile);
