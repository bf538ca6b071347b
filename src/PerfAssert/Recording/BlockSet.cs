namespace PerfAssert;

/// <summary>The measured time in blocks of equal planned length, in memory that does not grow with the run.</summary>
/// <param name="Names">Names of the series, as many as each block has; index 0 is the whole iteration.</param>
/// <param name="Blocks">In the order of time; the last, cut short by the end of the load, is left out.</param>
/// <param name="KernelTime">
/// Median time of a fixed piece of arithmetic on one core while no load ran, before or after it, the shorter: the machine's speed;
/// <see langword="null"/> where it was not measured.
/// </param>
/// <param name="InProcess">Whether CPU time and allocations of this process include those of the code under load.</param>
internal sealed record BlockSet(
    IReadOnlyList<(string Name, StepKind Kind)> Names,
    IReadOnlyList<Block> Blocks,
    TimeSpan? KernelTime,
    bool InProcess)
{
    /// <summary>
    /// Growth of the managed memory in bytes from a full collection before the measurement to one after it; <see langword="null"/> where
    /// it was not measured.
    /// </summary>
    public long? RetainedBytes { get; init; }

    public static BlockSet Empty { get; } = new([("iteration", StepKind.Step)], [], null, false);
}
