using PerfAssert.Tests.Baselines;

namespace PerfAssert.Tool.Tests.Pairing;

/// <summary>Two versions of a test project: git is the real one, builds do nothing, test processes take turns and measure simulated programs.</summary>
internal sealed class FakeVersions : IProcessRunner
{
    private readonly ProcessRunner real = new();
    private readonly Lock gate = new();
    private int loading;
    private int seed = 100;
    private int running;

    public SimulatedProgram Base { get; set; } = new() { BetweenRuns = 0.005, BetweenBlocks = 0.03 };

    public SimulatedProgram Changed { get; set; } = new() { BetweenRuns = 0.005, BetweenBlocks = 0.03 };

    public string[] BaseTests { get; set; } = ["Shop.Tests.Shop.Search"];

    public string[] ChangedTests { get; set; } = ["Shop.Tests.Shop.Search"];

    public string[] BaseRows { get; set; } = ["Shop.Search"];

    public string[] ChangedRows { get; set; } = ["Shop.Search"];

    public bool BaseBuilds { get; set; } = true;

    public bool ChangedDies { get; set; }

    public Action OnTurn { get; set; } = () => { };

    public bool LoadedAtOnce { get; private set; }

    /// <summary>Test processes that have not ended.</summary>
    public int Running => running;

    public HashSet<string> BaseFolders { get; } = [];

    public List<string> Outputs { get; } = [];

    public async Task<ProcessOutcome> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        if (request.Program == "git")
            return await real.RunAsync(request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var path = request.Arguments[1];
        var isBase = path.Contains("perfassert-base-", StringComparison.Ordinal);
        if (isBase)
            BaseFolders.Add(Path.GetDirectoryName(path)!);
        switch (request.Arguments[0])
        {
            case "build":
                return isBase && !BaseBuilds ? new ProcessOutcome(1, "Shop.cs(1,1): error CS1002: ; expected", "") : new ProcessOutcome(0, "", "");
            case "msbuild":
                var assembly = Path.Combine(Path.GetDirectoryName(path)!, "Shop.Tests.dll").Replace("\\", "\\\\", StringComparison.Ordinal);
                return new ProcessOutcome(0, $$"""{ "Properties": { "TargetPath": "{{assembly}}", "TargetFrameworks": "" } }""", "");
            case "vstest" when request.Arguments[2] == "--ListFullyQualifiedTests":
                await File.WriteAllLinesAsync(request.Arguments[3].Split(':', 2)[1], isBase ? BaseTests : ChangedTests, cancellationToken);
                return new ProcessOutcome(0, "", "");
            case "vstest":
                return await TestAsync(request, isBase, cancellationToken);
            default:
                throw new InvalidOperationException($"Not expected: {request}");
        }
    }

    private async Task<ProcessOutcome> TestAsync(ProcessRequest request, bool isBase, CancellationToken cancellationToken)
    {
        var output = request.Variables["PERFASSERT_OUTPUT"]!;
        lock (gate)
            Outputs.Add(output);
        if (ChangedDies && !isBase)
            return new ProcessOutcome(1, "no connection to localhost:5432", "");
        Interlocked.Increment(ref running);
        try
        {
            var only = request.Variables["PERFASSERT_ONLY"];
            foreach (var test in (isBase ? BaseRows : ChangedRows).Where(test => only is null || test == only))
            {
                var turns = await TakeTurnsAsync(request.Variables["PERFASSERT_TURNS"]!, test, cancellationToken);
                if (turns > 0)
                    PastRuns.WriteMeasured(output, test, PastRuns.Start, (isBase ? Base : Changed) with { Blocks = turns }, Interlocked.Increment(ref seed));
            }

            return new ProcessOutcome(0, "", "");
        }
        catch (LoadSetUpException exception)
        {
            return new ProcessOutcome(1, exception.Message, "");
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private async Task<int> TakeTurnsAsync(string pipe, string test, CancellationToken cancellationToken)
    {
        using var client = new TurnClient(pipe, test);
        var turns = 0;
        TimeSpan? measured = null;
        while (await client.NextAsync(measured, cancellationToken) is { } turn)
        {
            if (Interlocked.Increment(ref loading) > 1)
                LoadedAtOnce = true;
            await Task.Yield();
            OnTurn();
            Interlocked.Decrement(ref loading);
            turns++;
            measured = turn;
        }

        return turns;
    }
}
