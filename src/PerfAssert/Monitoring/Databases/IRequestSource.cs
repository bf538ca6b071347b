namespace PerfAssert;

/// <summary>A load target that can tell which of its requests some code in this process runs for.</summary>
internal interface IRequestSource
{
    /// <summary>Tells of requests from now on. Called once a database is in use, so that others pay nothing.</summary>
    /// <param name="requests">Who wants to know.</param>
    /// <returns>Ends it.</returns>
    IDisposable Tell(RequestLog requests);
}
