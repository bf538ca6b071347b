namespace PerfAssert;

/// <summary>Takes the values that the monitors read at one moment. Not thread-safe: it belongs to the monitors' thread.</summary>
public sealed class ResourceSamples
{
    private readonly Dictionary<Resource, Track> tracks = [];
    private readonly List<Track> inOrder = [];
    private readonly int capacity;

    /// <param name="capacity">Values of a resource that are expected; there is room for them from the start, so that sampling allocates nothing.</param>
    internal ResourceSamples(int capacity = 4)
    {
        this.capacity = capacity;
        foreach (var resource in Resources.All)
            Find(resource);
    }

    /// <summary>Time since the start of the measurement.</summary>
    public TimeSpan At { get; internal set; }

    /// <summary>Adds a value read at this moment. NaN is no value. A second value of the same resource at the same moment is added to the first.</summary>
    /// <param name="resource">What was read.</param>
    /// <param name="value">In the unit of the resource: a level as it is now, or a total since any moment before the measurement.</param>
    public void Add(Resource resource, double value)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (double.IsNaN(value))
            return;

        // A monitor that hung may come back while the others' values are collected.
        lock (tracks)
            Find(resource).Add(value);
    }

    /// <summary>Ends a moment: what was added becomes the values of it.</summary>
    /// <param name="resumes">
    /// Whether the load goes on after a pause that is no part of it. The totals of such a moment tell what the pause brought, which is taken
    /// off from there on; its levels may speak of the pause, and are no values.
    /// </param>
    internal void EndMoment(bool resumes = false)
    {
        lock (tracks)
        {
            foreach (var track in inOrder)
                track.EndMoment(At, resumes);
        }
    }

    /// <summary>The resources that have values, those of the catalogue first.</summary>
    /// <param name="process">See <see cref="ResourceCollection.Process"/>.</param>
    internal ResourceCollection Collect(string? process = null)
    {
        lock (tracks)
            return new([.. inOrder.Where(track => track.Samples.Count > 0).Select(track => new ResourceSeries(track.Resource, [.. track.Samples]))], process);
    }

    private Track Find(Resource resource)
    {
        if (!tracks.TryGetValue(resource, out var track))
        {
            tracks.Add(resource, track = new Track(resource, capacity));
            inOrder.Add(track);
        }

        return track;
    }

    private sealed class Track(Resource resource, int capacity)
    {
        private double sum;
        private double duringPauses;
        private bool read;

        public Resource Resource => resource;

        public List<ResourceSample> Samples { get; } = new(capacity);

        public void Add(double value)
        {
            sum += value;
            read = true;
        }

        public void EndMoment(TimeSpan at, bool resumes)
        {
            if (read && !resumes)
                Samples.Add(new(at, sum - duringPauses));
            else if (read && resource.Kind == ResourceKind.Total && Samples.Count > 0)
                duringPauses = sum - Samples[^1].Value;
            (sum, read) = (0, false);
        }
    }
}
