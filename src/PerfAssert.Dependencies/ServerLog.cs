namespace PerfAssert;

/// <summary>The log of a server.</summary>
internal abstract class ServerLog
{
    /// <summary>Where the log ends now; <see cref="LinesFrom"/> takes it later.</summary>
    public abstract long End { get; }

    /// <summary>The lines that were written since.</summary>
    /// <param name="position">An earlier <see cref="End"/>; 0 for all.</param>
    public abstract IReadOnlyList<string> LinesFrom(long position);

    /// <summary>The last lines, for messages.</summary>
    public string Tail(int lines = 12) => string.Join('\n', LinesFrom(0).TakeLast(lines).Select(line => "  " + line));
}
