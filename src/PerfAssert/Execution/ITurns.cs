namespace PerfAssert;

/// <summary>Who says when a load is to run for a while and for how long, where two versions of a program are measured in turns.</summary>
internal interface ITurns
{
    /// <summary>Waits for the next turn.</summary>
    /// <param name="measured">Length of the turn that has just ended, its last iterations included; <see langword="null"/> before the first, when the load has warmed up.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>How long to apply the load; <see langword="null"/> when there are no more turns.</returns>
    /// <exception cref="LoadSetUpException">Nobody gives turns any more.</exception>
    ValueTask<TimeSpan?> NextAsync(TimeSpan? measured, CancellationToken stop);
}
