namespace PerfAssert;

/// <summary>What the core finds this package by.</summary>
internal sealed class RuntimeDiagnostics : IProcessDiagnostics
{
    public Task<HeapStatistics> ReadHeapAsync(int processId, CancellationToken stop) => HeapReader.ReadAsync(processId, stop);
}
