namespace PerfAssert;

/// <summary>What the monitors of a run brought.</summary>
internal sealed record Watched
{
    public static readonly Watched Nothing = new();

    public ResourceCollection Resources { get; init; } = ResourceCollection.Empty;

    public IReadOnlyList<DatabaseReport> Databases { get; init; } = [];

    public IReadOnlyList<RedisReport> Redis { get; init; } = [];

    /// <summary>Why something was not watched to the end, in sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
