namespace PerfAssert;

/// <summary>What is wrong with a file's JSON, and in which line; whoever read the file adds its name and what to do.</summary>
internal sealed class LocatedJsonException(int line, string what, Exception? innerException = null) : Exception(what, innerException)
{
    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Whether the file is in the middle of a merge.</summary>
    public bool IsConflict { get; init; }

    /// <summary>The file's schema, when it is a newer one than is known here.</summary>
    public int? NewerSchema { get; init; }
}
