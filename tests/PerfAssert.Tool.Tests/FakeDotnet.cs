namespace PerfAssert.Tool.Tests;

/// <summary>Stands in for the programs that the tool starts, and remembers what was asked of them.</summary>
/// <param name="answer">What a program does, and how it ends.</param>
internal sealed class FakeDotnet(Func<ProcessRequest, ProcessOutcome> answer) : IProcessRunner
{
    public static ProcessOutcome Fine { get; } = new(0, "", "");

    public List<ProcessRequest> Requests { get; } = [];

    public Task<ProcessOutcome> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Requests)
            Requests.Add(request);
        return Task.FromResult(answer(request));
    }
}
