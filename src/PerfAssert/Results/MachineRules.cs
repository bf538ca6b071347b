namespace PerfAssert;

/// <summary>What the machine, the container and the garbage collector took from a run. Pure.</summary>
internal static class MachineRules
{
    /// <summary>Other processes with less than half of the machine leave a core to most who want one.</summary>
    private const double BusyMachine = 0.5;

    /// <summary>A hypervisor that takes a twentieth of the time shows in P95.</summary>
    private const double MuchStolen = 0.05;

    /// <summary>A quota that stops the process for a twentieth of the time shows in P95.</summary>
    private const double OftenThrottled = 0.05;

    /// <summary>A load generator that stood still for a quarter of the time measured its own quota.</summary>
    private const double MostlyThrottled = 0.25;

    /// <summary>A pause of half of a percentile is most of what an iteration of it waited for.</summary>
    private const double PauseShare = 0.5;

    /// <summary>Pauses of less than this share of the time are the same with either garbage collector as far as P95 and P99 see.</summary>
    private const double PausesThatMatter = 0.02;

    public static void Judge(
        PhaseOutcome outcome, GeneratorCost cost, EnvironmentInfo environment, bool inProcess, ValiditySeverity judged, List<ValidityFinding> findings)
    {
        var machine = outcome.Machine;
        if (cost.ForeignCpu > BusyMachine)
        {
            var waiting = double.IsNaN(machine.Pressure) ? "" : $"; for {Figure.Percent(machine.Pressure)} of the time something waited for a core";
            Note("busy-machine", $"Other processes used {Figure.Percent(cost.ForeignCpu)} of the machine's CPU{waiting}.", "Response times include waiting for a core.");
        }

        if (machine.Stolen > MuchStolen)
        {
            Note(
                "cpu-stolen",
                $"The hypervisor gave {Figure.Percent(machine.Stolen)} of this machine's CPU time to others (steal).",
                "Response times include it: measure on a machine that has its cores for itself.");
        }

        if (machine.Throttled > OftenThrottled)
        {
            findings.Add(new(
                "cpu-throttled",
                !inProcess && machine.Throttled > MostlyThrottled ? judged : ValiditySeverity.Note,
                $"The CPU quota of this container let the process stand still for {Figure.Percent(machine.Throttled)} of the time.",
                inProcess
                    ? "Application and test share the quota: give the container more CPU, or load less."
                    : "Response times include the load generator's own stops: give its container more CPU, or load less."));
        }

        Pauses(outcome, cost, inProcess, Note);
        var share = PauseOfWindow(outcome, cost);
        if (inProcess && share > PausesThatMatter && environment.Cores > 1 && environment.GarbageCollector.StartsWith("Workstation", StringComparison.Ordinal))
        {
            Note(
                "workstation-gc",
                $"The workstation garbage collector, which test processes run with, paused the application for {Figure.Percent(share)} of the time; ASP.NET Core applications have the server one by default.",
                "To measure with the server one, set <ServerGarbageCollection>true</ServerGarbageCollection> in the test project.");
        }

        void Note(string rule, string problem, string remedy) => findings.Add(new(rule, ValiditySeverity.Note, problem, remedy));
    }

    /// <summary>
    /// A pause meets the iterations that run when it begins and those that are due in it: rate · (pause + response), and no more than there
    /// are users. Where that is a larger share than a percentile leaves out, and a pause is half of the percentile, the percentile tells of
    /// the collector.
    /// </summary>
    private static void Pauses(PhaseOutcome outcome, GeneratorCost cost, bool inProcess, Action<string, string, string> note)
    {
        var collections = outcome.After.Collections - outcome.Before.Collections;
        var response = new LatencySummary(outcome.Totals.Get(Recorder.IterationSeries).Response);
        if (collections <= 0 || response.Count == 0 || outcome.Elapsed <= TimeSpan.Zero)
            return;
        var pause = cost.GcPause / collections;
        var each = Math.Min(outcome.PeakUsers, response.Count * ((pause + response.P50) / outcome.Elapsed));
        var met = Math.Min(1, collections * each / response.Count);
        foreach (var percentile in new[] { 95, 99 })
        {
            var time = response.Percentile(percentile);
            if (StatedPercentile.Of(response, percentile) is null || met < 1 - (percentile / 100.0) || pause < time * PauseShare)
                continue;
            note(
                "gc-pauses",
                $"{Figure.Count(collections)} garbage collections of {Figure.Duration(pause)} each fell into {Figure.Percent(met)} of the iterations: P{percentile} ({Figure.Duration(time)}) is mostly their time.",
                inProcess
                    ? $"Application and test share this process. Allocate less ({Figure.Bytes(cost.AllocatedBytesPerIteration)} per iteration), or look at P{percentile} with the pauses of timeline.csv in mind."
                    : $"These are pauses of the load generator, not of the system: allocate less in the test ({Figure.Bytes(cost.AllocatedBytesPerIteration)} per iteration).");
            return;
        }
    }

    private static double PauseOfWindow(PhaseOutcome outcome, GeneratorCost cost) => outcome.Elapsed > TimeSpan.Zero ? cost.GcPause / outcome.Elapsed : 0;
}
