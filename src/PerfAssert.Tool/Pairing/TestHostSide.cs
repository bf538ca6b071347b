namespace PerfAssert.Tool;

/// <summary>A version whose tests run in a test host of VSTest.</summary>
internal sealed class TestHostSide : ITurnSide, IAsyncDisposable
{
    /// <summary>For the start of the process, the set-up of the test's fixtures and its warm-up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ToolEnvironment environment;
    private readonly ProcessRequest request;
    private readonly TurnServer server = new();
    private readonly CancellationTokenSource kill = new();
    private Task<ProcessOutcome>? process;

    /// <param name="environment">Starts the process.</param>
    /// <param name="name"><c>base</c> or <c>changed</c>.</param>
    /// <param name="assembly">Full path of the test assembly.</param>
    /// <param name="fullyQualifiedName">The method whose tests run.</param>
    /// <param name="only">The one test of it; <see langword="null"/> for all.</param>
    /// <param name="output">Folder for the reports.</param>
    public TestHostSide(ToolEnvironment environment, string name, string assembly, string fullyQualifiedName, string? only, string output)
    {
        this.environment = environment;
        Name = name;
        Output = output;
        Directory.CreateDirectory(output);
        request = new ProcessRequest("dotnet", TestHostCommand.Arguments(assembly, fullyQualifiedName, output), Path.GetDirectoryName(assembly)!)
        {
            Variables = new Dictionary<string, string?>(TestHostCommand.Measuring(output))
            {
                [BaselineEnvironment.OnlyVariable] = only,
                [TurnClient.Variable] = server.Name,

                // The tool holds the machine for both of them.
                [MachineLock.OptOutVariable] = "1",
            },
        };
    }

    public string Name { get; }

    /// <summary>Folder of the reports.</summary>
    public string Output { get; }

    /// <summary>How the process ended; <see langword="null"/> while it has not.</summary>
    public ProcessOutcome? Outcome => process is { IsCompletedSuccessfully: true } ended ? ended.Result : null;

    public async Task<ITurnConnection?> NextAsync(CancellationToken cancellationToken)
    {
        process ??= environment.Processes.RunAsync(request, kill.Token);
        using var accepting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        accepting.CancelAfter(Patience);
        var ready = server.AcceptAsync(accepting.Token);
        await Task.WhenAny(ready, process);
        if (!ready.IsCompleted)
            await accepting.CancelAsync();
        try
        {
            return await ready;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return process.IsCompleted ? null : throw new TurnsBrokenException($"no test of the {Name} version was ready within {Figure.Duration(Patience)}");
        }
    }

    /// <summary>Waits for the end of the process.</summary>
    public Task EndAsync(CancellationToken cancellationToken)
        => process is null ? Task.CompletedTask : process.WaitAsync(Patience, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await kill.CancelAsync();
        try
        {
            if (process is not null)
                await process;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ToolException)
        {
            // Killed, as wanted, or never there.
        }

        kill.Dispose();
        await server.DisposeAsync();
    }
}
