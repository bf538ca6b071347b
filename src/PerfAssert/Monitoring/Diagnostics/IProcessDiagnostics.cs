namespace PerfAssert;

/// <summary>What the package PerfAssert.Diagnostics can look into: .NET processes, by the diagnostics port of their runtime.</summary>
internal interface IProcessDiagnostics
{
    /// <summary>Reads what lives on the managed heap of a process after a full collection, which it makes. The process stands still meanwhile.</summary>
    /// <param name="processId">Its id; it may be this one.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The process cannot be read; the message says why.</exception>
    Task<HeapStatistics> ReadHeapAsync(int processId, CancellationToken stop);
}
