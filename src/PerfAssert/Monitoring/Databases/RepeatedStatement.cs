namespace PerfAssert;

/// <summary>A statement that single requests sent many times over.</summary>
/// <param name="Text">The statement without literal values, on one line.</param>
/// <param name="Where">The request by its route, or <c>iteration</c> where the code under load is no web application.</param>
/// <param name="Mean">Executions per request that sent it, in the mean.</param>
/// <param name="Most">The most executions in one request.</param>
/// <param name="Requests">Requests that sent it more than once.</param>
public sealed record RepeatedStatement(string Text, string Where, double Mean, long Most, long Requests)
{
    /// <summary>Whether it changes data: a loop of inserts may be meant, one of reads is what an N+1 query looks like.</summary>
    public bool IsWrite { get; init; }
}
