namespace PerfAssert.Tool;

/// <summary>Starts other programs.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs a program to its end; on cancellation it is killed with all its children before this throws.</summary>
    /// <exception cref="ToolException">The program cannot be started.</exception>
    Task<ProcessOutcome> RunAsync(ProcessRequest request, CancellationToken cancellationToken);
}
