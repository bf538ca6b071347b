using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>How often the leak check is wrong: runs of the sample API with a fault or none, each on a host of its own.</summary>
internal static class LeaksCommand
{
    private static readonly string[] Routes = ["/products?page=1", "/products/7", "/products/search?q=lamp"];

    public static async Task RunAsync(Arguments options, CancellationToken stop)
    {
        var runs = options.Count("--runs", 100);
        var fault = options.Text("--fault", "");
        var iterations = options.Count("--iterations", (int)LeakCheck.DefaultIterations);
        var noise = options.Text("--noise", Noise.AsIs);
        var all = options.Has("--all");
        options.RefuseOthers();
        using var hog = HogProcess.For(noise);
        int alarms = 0, done = 0;
        while (done < runs && (await MeasureAsync(fault, iterations, stop)).Leaks is { } leaks)
        {
            done++;
            alarms += leaks.IsLeaking ? 1 : 0;
            if (all || leaks.IsLeaking == (fault.Length == 0))
                Show(done, leaks);
        }

        var (low, high) = ClopperPearson.Interval(alarms, Math.Max(1, done));
        Console.WriteLine(Invariant($"{(fault.Length == 0 ? "clean" : fault)}, {noise}: {alarms} alarms in {done} runs, checks of up to {Math.Min(iterations, LeakCheck.DefaultIterations)} iterations (95 %: {low:P1} to {high:P1})"));
    }

    private static void Show(int number, LeakReport leaks)
    {
        Console.WriteLine(Invariant($"{number,4}: {(leaks.IsLeaking ? "LEAK" : "none")} {leaks.Iterations} iterations, {leaks.Note}"));
        foreach (var trend in leaks.Trends)
            Console.WriteLine(Invariant($"      {trend.Resource.Name,-14} {trend.GrowthPerIteration,12:0.###} [{trend.Low:0.###} .. {trend.High:0.###}] total {trend.Total:0} {trend.Shape}{(trend.IsLeaking ? " LEAK" : "")}"));
    }

    private static async Task<LoadResult> MeasureAsync(string fault, int iterations, CancellationToken stop)
    {
        Environment.SetEnvironmentVariable("SAMPLEAPI_FAULT", fault);
        await using var api = new ShiftedApi("");
        var load = new LoadRun(new LoadSettings { Name = "leaks", Users = 8, Iterations = iterations, WarmUp = "500ms", AllowErrors = true, LeakCheck = true }, stop);
        return await load.Against(api).RunAsync(async user =>
        {
            foreach (var route in Routes)
                (await user.Http.GetAsync(route)).Dispose();
        });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
