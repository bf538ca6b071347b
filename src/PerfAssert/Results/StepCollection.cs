using System.Collections;

namespace PerfAssert;

/// <summary>The steps of a result, by name and in the order of their first use.</summary>
public sealed class StepCollection : IReadOnlyList<StepResult>
{
    private readonly IReadOnlyList<StepResult> steps;

    /// <summary>Creates the collection.</summary>
    /// <param name="steps">The steps, each name once.</param>
    public StepCollection(IReadOnlyList<StepResult> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        this.steps = steps;
    }

    /// <inheritdoc />
    public int Count => steps.Count;

    /// <inheritdoc />
    public StepResult this[int index] => steps[index];

    /// <summary>The step of that name.</summary>
    /// <param name="name">The name, exactly as written; a request is named like <c>GET /products/{id}</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no such step; the message lists those there are.</exception>
    public StepResult this[string name] => Find(name) ?? throw new KeyNotFoundException(MissingMessage(name));

    /// <summary>The step of that name, or <see langword="null"/>.</summary>
    /// <param name="name">The name, exactly as written.</param>
    public StepResult? Find(string name) => steps.FirstOrDefault(step => string.Equals(step.Name, name, StringComparison.Ordinal));

    /// <inheritdoc />
    public IEnumerator<StepResult> GetEnumerator() => steps.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal string MissingMessage(string name) => steps.Count == 0
        ? $"There is no step \"{name}\": the run had no steps. Name one with user.StepAsync(\"{name}\", …)."
        : $"There is no step \"{name}\". The run had: {string.Join(", ", steps.Select(step => $"\"{step.Name}\""))}.";
}
