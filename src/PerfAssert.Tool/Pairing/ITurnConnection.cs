namespace PerfAssert.Tool;

/// <summary>One test of one version that waits for its turns.</summary>
internal interface ITurnConnection : IAsyncDisposable
{
    /// <summary>Stable name of the test.</summary>
    string Test { get; }

    /// <summary>Has it load the application for one turn.</summary>
    /// <returns>Time that was measured.</returns>
    /// <exception cref="TurnsBrokenException">It ended, or says something else.</exception>
    Task<TimeSpan> RunAsync(TimeSpan turn, CancellationToken cancellationToken);

    /// <summary>Lets it finish.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
