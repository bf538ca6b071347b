using System.Collections;

namespace PerfAssert;

/// <summary>The resources that were watched during a run, in the order of the catalogue.</summary>
public sealed class ResourceCollection : IReadOnlyCollection<ResourceSeries>
{
    private readonly IReadOnlyList<ResourceSeries> series;

    internal ResourceCollection(IReadOnlyList<ResourceSeries> series, string? process = null)
    {
        this.series = series;
        Process = process;
    }

    /// <summary>Of a run that nothing was watched in.</summary>
    internal static ResourceCollection Empty { get; } = new([]);

    /// <summary>
    /// The process that the resources of a process speak of, in words: <c>this process: load generator and service</c>, <c>process 4711
    /// (dotnet)</c>; <see langword="null"/> where none was watched.
    /// </summary>
    public string? Process { get; }

    /// <inheritdoc />
    public int Count => series.Count;

    /// <summary>The values of a resource; <see langword="null"/> where they were not read.</summary>
    /// <param name="resource">Such as <see cref="Resources.Memory"/>.</param>
    public ResourceSeries? this[Resource resource] => series.FirstOrDefault(one => one.Resource == resource);

    /// <summary>The values of a resource; <see langword="null"/> where they were not read.</summary>
    /// <param name="name">Its name in the grammar, such as <c>memory</c>.</param>
    public ResourceSeries? this[string name] => series.FirstOrDefault(one => string.Equals(one.Resource.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public IEnumerator<ResourceSeries> GetEnumerator() => series.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
