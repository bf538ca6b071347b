namespace PerfAssert.Tool;

/// <summary>One of the two versions: a test process whose tests wait for turns, one after the other.</summary>
internal interface ITurnSide
{
    /// <summary><c>base</c> or <c>changed</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Waits until the next test is warmed up and ready; the first call starts the process. <see langword="null"/> when it has ended
    /// without another one.
    /// </summary>
    /// <exception cref="TurnsBrokenException">It has neither ended nor got ready within any reasonable time.</exception>
    Task<ITurnConnection?> NextAsync(CancellationToken cancellationToken);
}
