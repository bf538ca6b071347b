namespace PerfAssert;

/// <summary>Count, times and a few messages of failures of one kind.</summary>
internal sealed class ErrorTally
{
    private const int MaxSamples = 3;
    private readonly List<string> samples = new(MaxSamples);

    public long Total { get; private set; }

    /// <summary>Nanoseconds from the start of the measurement.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Nanoseconds from the start of the measurement.</summary>
    public long Last { get; private set; }

    public IReadOnlyList<string> Samples => samples;

    public void Count(string message, long at)
    {
        Total++;
        First = Math.Min(First, at);
        Last = Math.Max(Last, at);
        Keep(message);
    }

    public void Add(ErrorTally other)
    {
        Total += other.Total;
        First = Math.Min(First, other.First);
        Last = Math.Max(Last, other.Last);
        foreach (var sample in other.samples)
            Keep(sample);
    }

    private void Keep(string message)
    {
        if (samples.Count < MaxSamples && !samples.Contains(message, StringComparer.Ordinal))
            samples.Add(message);
    }
}
