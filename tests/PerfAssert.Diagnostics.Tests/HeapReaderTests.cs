using Xunit;

namespace PerfAssert.Diagnostics.Tests;

public class HeapReaderTests
{
    private const int Many = 12_345;

    [Fact]
    public async Task Objects_of_this_process_are_counted_exactly_by_their_type()
    {
        var before = await HeapReader.ReadAsync(Environment.ProcessId, CancellationToken.None);
        Kept[] kept = [.. Enumerable.Range(0, Many).Select(number => new Kept { Number = number })];
        var after = await HeapReader.ReadAsync(Environment.ProcessId, CancellationToken.None);
        GC.KeepAlive(kept);

        Assert.True(before.IsComplete && after.IsComplete);
        var growth = Assert.Single(after.Since(before, 20), growth => growth.Type == nameof(Kept));
        Assert.Equal(Many, growth.Instances);
        Assert.Equal(Many * 3 * sizeof(long), growth.Bytes);
    }

    [Fact]
    public async Task What_nobody_refers_to_any_more_is_not_counted()
    {
        _ = new Gone[1000].Select(_ => new Gone()).ToArray().Length;
        var heap = await HeapReader.ReadAsync(Environment.ProcessId, CancellationToken.None);

        Assert.InRange(heap.Types.GetValueOrDefault(nameof(Gone)).Instances, 0, 10);
    }

    [Fact]
    public async Task A_heap_of_a_million_objects_is_read_completely_by_the_process_itself()
    {
        Kept[] kept = [.. Enumerable.Range(0, 1_000_000).Select(number => new Kept { Number = number })];
        var heap = await HeapReader.ReadAsync(Environment.ProcessId, CancellationToken.None);
        GC.KeepAlive(kept);

        Assert.True(heap.IsComplete);
        Assert.InRange(heap.Types[nameof(Kept)].Instances, kept.Length, kept.Length + (2 * Many));
    }

    [Fact]
    public async Task A_process_without_a_diagnostics_port_is_told()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => HeapReader.ReadAsync(int.MaxValue, CancellationToken.None));

        Assert.Contains("DOTNET_EnableDiagnostics", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_that_is_stopped_ends()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HeapReader.ReadAsync(Environment.ProcessId, new CancellationToken(canceled: true)));

    [Fact]
    public void The_core_finds_the_package_by_its_name()
        => Assert.IsType<RuntimeDiagnostics>(ProcessDiagnostics.Instance);

    private sealed class Kept
    {
        public long Number { get; init; }
    }

    private sealed class Gone
    {
        public long Number { get; init; }
    }
}
