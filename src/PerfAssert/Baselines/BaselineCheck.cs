using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Compares a result with its baseline: finds the file, judges, confirms a regression in a fresh process, writes the received file and
/// tells everybody who wants to know. A result is compared once, however many assertions ask.
/// </summary>
internal sealed class BaselineCheck
{
    private static readonly ConditionalWeakTable<LoadResult, Dictionary<bool, Task<BaselineComparison>>> Done = [];

    private readonly LoadResult result;
    private readonly BaselineEnvironment environment;
    private readonly string sourceFile;

    private BaselineCheck(LoadResult result, BaselineEnvironment environment, string sourceFile)
    {
        this.result = result;
        this.environment = environment;
        this.sourceFile = result.Test is { SourceFile.Length: > 0 } test ? test.SourceFile : sourceFile;
    }

    /// <summary>The comparison, and whether it fails the test by the settings.</summary>
    /// <param name="result">What is compared.</param>
    /// <param name="settings">As the test says; the environment is asked too.</param>
    /// <param name="sourceFile">Source of the caller, for a result that knows no test.</param>
    /// <param name="stop">Ends a confirmation.</param>
    /// <exception cref="BaselineFileException">The baseline cannot be read or written.</exception>
    /// <exception cref="LoadConfigurationException">An environment variable means nothing.</exception>
    public static async Task<(BaselineComparison Comparison, bool Fails)> JudgeAsync(
        LoadResult result, BaselineSettings settings, string sourceFile, CancellationToken stop)
    {
        var environment = BaselineEnvironment.Read(result.Session?.Variable);
        settings = environment.Apply(settings);
        var known = Done.GetOrCreateValue(result);
        Task<BaselineComparison> comparing;
        lock (known)
        {
            if (!known.TryGetValue(settings.Confirm, out comparing!) || comparing.IsFaulted || comparing.IsCanceled)
                known[settings.Confirm] = comparing = new BaselineCheck(result, environment, sourceFile).CompareAsync(settings, stop);
        }

        var comparison = await comparing.ConfigureAwait(false);

        // What does not judge cannot fail; an invalid run never passes for a good one.
        var fails = environment.Mode != BaselineMode.Measure
            && (comparison.Verdict == RegressionVerdict.InvalidRun || settings.FailOn.Contains(comparison.Verdict));
        return (comparison, fails);
    }

    private async Task<BaselineComparison> CompareAsync(BaselineSettings settings, CancellationToken stop)
    {
        if (environment.Mode == BaselineMode.Measure)
            return Unjudged(RegressionVerdict.NoBaseline, $"not judged: this process only measures ({BaselineEnvironment.ModeVariable}=measure)");
        var invalid = result.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid).ToList();
        if (!result.Validity.IsValid)
            return Tell(Unjudged(RegressionVerdict.InvalidRun, "the run proves nothing: " + string.Join(' ', invalid).TrimEnd('.')), settings);

        if (result.GivenUp is not null)
        {
            // Its load was shorter than the baseline's and it has failed already: it is neither compared nor offered for acceptance.
            return Tell(Unjudged(RegressionVerdict.Inconclusive, "not compared: the load was ended early, as an expectation could no longer hold"), settings);
        }

        var measurement = MeasurementMaker.Of(result, sourceFile, out var problem);
        if (measurement.VerifiedFile is not { } verified)
            throw new BaselineFileException(problem);
        var store = new BaselineStore(verified) { Variable = result.Session?.Variable ?? Environment.GetEnvironmentVariable };
        if (environment.Mode is BaselineMode.Accept or BaselineMode.Rebase)
            return Tell(Accept(store, measurement), settings);

        var document = store.ReadVerified();
        var comparison = Compare(document, measurement);
        MeasurementFile? second = null;
        if (comparison.Verdict == RegressionVerdict.Regressed && settings.Confirm)
            (comparison, second) = await ConfirmAsync(document, measurement, comparison, stop).ConfigureAwait(false);
        comparison = comparison with { VerifiedFile = document is null ? null : verified };
        return Tell(Keep(store, document, comparison, second is null ? [measurement] : [measurement, second]), settings);
    }

    private static BaselineComparison Compare(BaselineDocument? document, MeasurementFile measured)
        => RegressionTest.Compare(measured.Test, document, measured.Fingerprint, measured.Load, measured.Run);

    private async Task<(BaselineComparison Joined, MeasurementFile? Second)> ConfirmAsync(
        BaselineDocument? document, MeasurementFile run, BaselineComparison first, CancellationToken stop)
    {
        result.Session?.TellProgress($"{result.Name}: regressed in the first run ({first.Reason}); confirming in a fresh process…");
        using var confirming = result.Session?.Confirm();
        var again = await (result.Session?.RunAgain ?? FreshProcess.MeasureAsync)(result, stop).ConfigureAwait(false);
        var failure = again.Measurement is null ? again.Failure
            : !again.Measurement.Valid ? "the run in a fresh process is invalid"
            : again.Measurement.WhyNoSecondOf(run) ?? again.Failure;
        if (failure is not null || again.Measurement is null)
            return (RegressionTest.Confirm(first, null, again.Took, failure ?? "it measured nothing"), null);
        return (RegressionTest.Confirm(first, Compare(document, again.Measurement), again.Took, null), again.Measurement);
    }

    /// <summary>Writes what there is to accept, or removes what is no longer true.</summary>
    private BaselineComparison Keep(BaselineStore store, BaselineDocument? document, BaselineComparison comparison, IReadOnlyList<MeasurementFile> runs)
    {
        switch (comparison.Verdict)
        {
            case RegressionVerdict.NoBaseline:
                return comparison with { ReceivedFile = Write(store, BaselineEdit.Append(document, runs[0])) };
            case RegressionVerdict.Regressed or RegressionVerdict.Improved:
                return comparison with { ReceivedFile = Write(store, BaselineEdit.Rebase(document, runs)) };
            case RegressionVerdict.Passed:
                store.DeleteReceived();
                return comparison;
            default:
                return comparison;
        }
    }

    /// <summary>Beside the sources; where that cannot be written, into the folder of the reports, so that nothing is lost.</summary>
    private string Write(BaselineStore store, BaselineDocument received)
    {
        try
        {
            store.WriteReceived(received);
            return store.ReceivedFile;
        }
        catch (BaselineFileException exception) when (result.ReportFolder is { } folder)
        {
            var aside = new BaselineStore(Path.Combine(folder, Path.GetFileName(store.VerifiedFile)));
            aside.WriteReceived(received);
            result.Session?.TellSummary($"{exception.Message} The received file is among the reports instead: {aside.ReceivedFile}");
            return aside.ReceivedFile;
        }
    }

    private BaselineComparison Accept(BaselineStore store, MeasurementFile measurement)
    {
        var rebase = environment.Mode == BaselineMode.Rebase;
        var document = store.UpdateVerified(before => rebase ? BaselineEdit.Rebase(before, [measurement]) : BaselineEdit.Append(before, measurement));
        store.DeleteReceived();
        var runs = document.Find(measurement.Fingerprint)!.Runs.Count;
        return Unjudged(
            RegressionVerdict.Passed,
            $"not judged: the run was {(rebase ? "made the new level of" : "added to")} the baseline ({BaselineEnvironment.ModeVariable}={(rebase ? "rebase" : "accept")})") with
        {
            BaselineRuns = runs,
            VerifiedFile = store.VerifiedFile,
        };
    }

    private BaselineComparison Tell(BaselineComparison comparison, BaselineSettings settings)
    {
        var fails = comparison.Verdict == RegressionVerdict.InvalidRun || settings.FailOn.Contains(comparison.Verdict);
        BaselineReport.Write(result, comparison, fails);
        return comparison;
    }

    private BaselineComparison Unjudged(RegressionVerdict verdict, string reason) => new()
    {
        Test = result.Test?.Key ?? result.Name,
        Verdict = verdict,
        Reason = reason,
        Channels = [],
        BaselineRuns = 0,
        ForeignCpu = double.NaN,
        Measured = result.MeasuredDuration,
    };
}
