using System.Globalization;

namespace PerfAssert;

/// <summary>The line that shows a run's progress: <c>Search  12s/60s  50 users  1,234/s  P95 12.3 ms  errors 0</c>. Pure.</summary>
internal static class ProgressLine
{
    /// <summary>Names are cut so that the line fits beside a logger's own prefix.</summary>
    private const int LongestName = 40;

    /// <summary>Renders the line.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="elapsed">Since the phase began; while stopping, since the measurement began.</param>
    /// <param name="latest">The latest slice; <see langword="null"/> before there is one.</param>
    /// <param name="failed">Iterations failed so far.</param>
    /// <param name="phase">What the run is doing.</param>
    public static string Render(LoadPlan plan, TimeSpan elapsed, TimeSlice? latest, long failed, RunPhase phase)
    {
        List<string> parts = [PlainText.Cut(PlainText.OneLine(plan.Name), LongestName), Time(plan, elapsed, phase)];
        if (latest is not null)
        {
            parts.Add($"{Figure.Count(latest.ActiveUsers)} {(latest.ActiveUsers == 1 ? "user" : "users")}");
            parts.Add(Figure.Rate(latest.Throughput));
            parts.Add("P95 " + (latest.Succeeded == 0 ? StatedPercentile.NotStated : Figure.Duration(latest.P95)));
        }

        if (phase != RunPhase.WarmUp)
            parts.Add($"errors {Figure.Count(failed)}");
        return string.Join("  ", parts);
    }

    private static string Time(LoadPlan plan, TimeSpan elapsed, RunPhase phase)
    {
        var planned = phase == RunPhase.WarmUp ? plan.WarmUp.Duration : plan.Workload.Duration;
        var clock = Clock(elapsed) + (planned is { } total && total > TimeSpan.Zero ? "/" + Whole(total) : "");
        return phase switch
        {
            RunPhase.WarmUp => "warming up " + clock,
            RunPhase.Stopping => clock + " stopping",
            _ => clock,
        };
    }

    /// <summary>A planned time: below a second the seconds that have passed would make it nothing.</summary>
    private static string Whole(TimeSpan planned)
        => planned < TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{planned.TotalSeconds:0.###}s") : Clock(planned);

    private static string Clock(TimeSpan time)
    {
        var seconds = (long)Math.Floor(time.TotalSeconds);
        return seconds switch
        {
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60:00}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h{seconds / 60 % 60:00}m"),
        };
    }
}
