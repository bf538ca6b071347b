namespace PerfAssert;

/// <summary>What was counted of one statement. Thread-safe, without a lock.</summary>
internal sealed class StatementTally(string text)
{
    private long count;
    private long failed;
    private long ticks;
    private long longest;

    /// <summary>The statement without its values.</summary>
    public string Text { get; } = text;

    public bool IsWrite { get; } = StatementText.IsWrite(text);

    /// <summary>Whether it neither reads nor changes data, so that nobody minds how often it is sent.</summary>
    public bool IsControl { get; } = StatementText.IsControl(text);

    public void Add(TimeSpan duration, bool hasFailed)
    {
        Interlocked.Increment(ref count);
        if (hasFailed)
            Interlocked.Increment(ref failed);
        Interlocked.Add(ref ticks, duration.Ticks);
        var seen = Volatile.Read(ref longest);
        while (duration.Ticks > seen && Interlocked.CompareExchange(ref longest, duration.Ticks, seen) is var found && found != seen)
            seen = found;
    }

    public void Restart()
    {
        Volatile.Write(ref count, 0);
        Volatile.Write(ref failed, 0);
        Volatile.Write(ref ticks, 0);
        Volatile.Write(ref longest, 0);
    }

    public StatementSummary Summarize() => new(Text, Volatile.Read(ref count), TimeSpan.FromTicks(Volatile.Read(ref ticks)), TimeSpan.FromTicks(Volatile.Read(ref longest)))
    {
        Failed = Volatile.Read(ref failed),
        IsWrite = IsWrite,
    };
}
