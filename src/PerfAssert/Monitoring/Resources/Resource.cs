namespace PerfAssert;

/// <summary>Something that a monitor reads over and over: its name in the grammar of expectations, its unit, and how its values are read.</summary>
/// <param name="Name">Name in the grammar and in files, in lower case: <c>memory</c>, <c>gen2 collections</c>, <c>pool waiters</c>.</param>
/// <param name="Unit">What a value means.</param>
/// <param name="Kind">A level, or a total that only grows.</param>
public sealed record Resource(string Name, MetricUnit Unit, ResourceKind Kind)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
