namespace PerfAssert;

/// <summary>Which behaviours a plan lets run, and with what weight.</summary>
internal sealed class BehaviourChoice(LoadPlan plan)
{
    public bool Includes(Behaviour behaviour)
        => (plan.Tags.Count == 0 || Has(behaviour, plan.Tags))
            && !Has(behaviour, plan.ExcludedTags)
            && (plan.Actions.Count == 0 || plan.Actions.ContainsKey(behaviour.Name));

    public double WeightOf(Behaviour behaviour) => plan.Actions.TryGetValue(behaviour.Name, out var weight) ? weight : behaviour.Weight;

    private static bool Has(Behaviour behaviour, IReadOnlyList<string> tags)
        => behaviour.Tags.Any(tag => tags.Contains(tag.Trim(), StringComparer.OrdinalIgnoreCase));
}
