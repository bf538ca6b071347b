using System.Globalization;

namespace PerfAssert.Bench;

/// <summary>How exactly the open model starts iterations, and what waiting for them costs.</summary>
internal static class ArrivalBench
{
    private static readonly double[] Rates = [1_000, 5_000, 10_000, 50_000];

    public static async Task RunAsync(int rounds)
    {
        var results = Rates.Select(rate => (Rate: rate, P50: new Rounds(), P99: new Rounds(), Cores: new Rounds())).ToList();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (rate, p50, p99, cores) in results)
            {
                var plan = new LoadPlan
                {
                    Name = "bench",
                    Workload = new OpenWorkload { MaxUsers = 100, Stages = [Stage.Hold(rate, TimeSpan.FromSeconds(2))] },
                    WarmUp = WarmUp.For(TimeSpan.FromMilliseconds(300)),
                };
                using var time = new SystemEngineTime();
                var outcome = await new LoadEngine(time, plan, new Scenario(static _ => default), null, CancellationToken.None).RunAsync();
                if (round == 0)
                    continue;
                p50.Add(outcome.Totals.StartLag.ValueAtPercentile(50) / 1e3);
                p99.Add(outcome.Totals.StartLag.ValueAtPercentile(99) / 1e3);
                cores.Add(ProcessReading.Cores(outcome.Before, outcome.After) * 100);
            }
        }

        foreach (var (rate, p50, p99, cores) in results)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open model at {rate,6}/s: start error p50 {p50} µs, p99 {p99} µs, CPU {cores} % of a core"));
    }
}
