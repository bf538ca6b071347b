namespace PerfAssert;

/// <summary>
/// A limit on what a load test measures: <c>[Expect("p95 &lt; 200ms")]</c>, <c>[Expect("error rate &lt; 1%", Step = "checkout")]</c>.
/// On a class it holds for each load test of the class.
/// </summary>
/// <param name="text">The limit: a metric, a comparison, a value with its unit.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ExpectAttribute(string text) : Attribute
{
    /// <summary>The limit as written.</summary>
    public string Text { get; } = text;

    /// <summary>The same metric with a stricter limit that warns and does not fail, such as <c>p95 &lt; 100ms</c>.</summary>
    public string? Warn { get; set; }

    /// <summary>The step it speaks of; whole iterations when not written.</summary>
    public string? Step { get; set; }

    /// <summary>Id of the requirement that it proves, such as <c>9.3</c>.</summary>
    public string? Requirement { get; set; }

    internal ExpectationSettings ToSettings() => new(Text, Warn, Step, Requirement);
}
