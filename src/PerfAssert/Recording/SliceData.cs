namespace PerfAssert;

/// <summary>Everything counted during some time, by series. Not thread-safe.</summary>
internal sealed class SliceData
{
    private SeriesData?[] series = new SeriesData?[8];

    /// <summary>Delay from the intended start to the engine's start of an iteration, not counting a wait for a free user.</summary>
    public LatencyHistogram StartLag { get; } = new();

    public SeriesData? Find(int id) => id < series.Length ? series[id] : null;

    public SeriesData Get(int id)
    {
        if (id >= series.Length)
            Array.Resize(ref series, Math.Max(id + 1, series.Length * 2));
        return series[id] ??= new SeriesData();
    }

    public void Add(SliceData other)
    {
        StartLag.Add(other.StartLag);
        for (var id = 0; id < other.series.Length; id++)
        {
            if (other.series[id] is { } data)
                Get(id).Add(data);
        }
    }

    public void Clear()
    {
        StartLag.Clear();
        foreach (var data in series)
            data?.Clear();
    }
}
