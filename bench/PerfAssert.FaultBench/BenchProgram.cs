using System.Globalization;

namespace PerfAssert.FaultBench;

/// <summary>
/// <c>PerfAssert.FaultBench [runs] [parts of faults' names] [verbose]</c>: each fault and the healthy shop under the same load, so many times,
/// beside another process that uses half a core in bursts.
/// </summary>
internal static class BenchProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [BackgroundLoad.Argument])
        {
            BackgroundLoad.Burn();
            return 0;
        }

        var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        var only = args.Length > 1 ? args[1] : "";
        var verbose = args.Length > 2;
        FaultCase[] cases = [.. FaultCases.All.Where(fault => only.Split(',').Any(part => fault.Fault.Contains(part, StringComparison.Ordinal)))];
        var tallies = cases.ToDictionary(fault => fault, _ => new Tally());
        await using var server = cases.Any(fault => fault.OnPostgreSql) ? await PostgreSqlDependency.StartAsync() : null;
        using (new BackgroundLoad())
        {
            for (var run = 1; run <= runs; run++)
            {
                foreach (var fault in cases)
                {
                    var faulty = await RunAsync(fault, fault.Fault, server);
                    tallies[fault].AddFaulty(fault, faulty);
                    Tell(verbose, run, fault.Fault, faulty);
                    if (!fault.HasHealthyRuns)
                        continue;
                    var healthy = await RunAsync(fault, "", server);
                    tallies[fault].AddHealthy(healthy);
                    Tell(verbose, run, $"healthy ({fault.Fault})", healthy);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine("| Fault | Named as | named | caught by | caught | healthy: named | healthy: caught |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (fault, tally) in tallies)
            Console.WriteLine($"| `{fault.Fault}` | {fault.Kind} | {tally.Named} of {runs} | `{fault.Expectation}` | {tally.Caught} of {runs} | {(fault.HasHealthyRuns ? $"{tally.NamedFalsely} of {runs} | {tally.CaughtFalsely} of {runs}" : "as above | as above")} |");
        return 0;
    }

    private static async Task<LoadResult> RunAsync(FaultCase fault, string faults, PostgreSqlDependency? server)
    {
        await using var shop = new FaultyShop(faults, fault.OnPostgreSql ? await server!.CreateDatabaseAsync() : null);
        var run = new LoadRun(fault.Load with { Name = fault.Fault, Expectations = [new(fault.Expectation)] }).Against(shop);
        return await (fault.BeforeUser is null ? run : run.BeforeUser(fault.BeforeUser)).RunAsync(fault.Iteration);
    }

    private static void Tell(bool verbose, int run, string name, LoadResult result)
    {
        Console.WriteLine($"{run,3} {name}: {Figure.Rate(result.Throughput)}, P50 {Figure.Duration(result.ResponseTime.P50)}, P95 {Figure.Duration(result.ResponseTime.P95)}, "
            + $"{(Tally.Failed(result) ? "caught" : "holds")}; {(result.Bottlenecks.Count == 0 ? "nothing named" : string.Join(" | ", result.Bottlenecks.Select(found => $"{found.Kind}{(verbose ? ": " + found.Evidence : "")}")))}");
        if (verbose && result.Leaks is { } leaks)
            Console.WriteLine($"      leaks in {leaks.Iterations} iterations: {string.Join("; ", leaks.Trends.Select(trend => $"{trend.Resource} {MetricText.Format(trend.Resource.Unit, trend.GrowthPerIteration)} {trend.Shape}"))}");
        if (verbose)
            Console.WriteLine($"      cost {result.Cost}; {string.Join(", ", result.Resources.Select(series => $"{series.Resource.Name} {Figure.Number(series.Mean)}/{Figure.Number(series.Peak)}/+{Figure.Number(series.Growth)}"))}");
    }
}
