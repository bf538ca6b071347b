namespace PerfAssert.Tool;

/// <summary>Runs a test that regressed again, in a fresh process, and joins both runs to one verdict.</summary>
/// <param name="environment">Starts the process.</param>
/// <param name="assemblies">Test assemblies to run in place of those that the verdicts name, by file name.</param>
/// <param name="scratch">Folder for the reports.</param>
internal sealed class RegressionConfirmation(ToolEnvironment environment, IReadOnlyDictionary<string, string> assemblies, string scratch)
{
    private int runs;

    /// <exception cref="ToolException">The test assembly or the accepted file is not there.</exception>
    public async Task<BaselineComparison> ConfirmAsync(PastVerdict past, CancellationToken cancellationToken)
    {
        var verdict = past.Verdict;
        if (verdict.VerifiedFile is not { } verified || new BaselineStore(verified).ReadVerified() is not { } baseline)
            throw new ToolException($"{verdict.Test}: the baseline {verdict.VerifiedFile} that it was compared with is not there; run confirm where the test ran, in the same check-out");
        var first = past.Compare(baseline) with { VerifiedFile = verified, ReceivedFile = verdict.ReceivedFile };
        if (first.Verdict != RegressionVerdict.Regressed)
            return first;

        var started = environment.Time.GetTimestamp();
        var (second, failure) = await MeasureAsync(verdict, AssemblyOf(verdict), cancellationToken);
        var took = environment.Time.GetElapsedTime(started);
        if (second is not null && past.Measurement is { } run)
            failure ??= second.Measurement.WhyNoSecondOf(run);
        return second is null || failure is not null
            ? RegressionTest.Confirm(first, null, took, failure)
            : RegressionTest.Confirm(first, new PastVerdict(verdict, second.Measurement).Compare(baseline), took, null);
    }

    private async Task<(Measured? Measured, string? Failure)> MeasureAsync(VerdictFile verdict, string assembly, CancellationToken cancellationToken)
    {
        var output = Directory.CreateDirectory(Path.Combine(scratch, $"{++runs:000}")).FullName;
        var request = new ProcessRequest(
            "dotnet",
            TestHostCommand.Arguments(assembly, verdict.FullyQualifiedName, output),
            Path.GetDirectoryName(assembly)!)
        {
            Variables = new Dictionary<string, string?>(TestHostCommand.Measuring(output))
            {
                [BaselineEnvironment.OnlyVariable] = verdict.Test,
                [MachineLock.OptOutVariable] = "1",
            },
        };
        using var machine = await environment.Machine.AcquireAsync($"perfassert confirm {verdict.Test}", line => environment.Terminal.Line(line), cancellationToken);
        var outcome = await environment.Processes.RunAsync(request, cancellationToken);
        var measured = Measured.ReadAll(output).LastOrDefault(run => run.Measurement.Test == verdict.Test);
        return measured is null
            ? (null, $"the fresh process ended with code {outcome.ExitCode} without a measurement{PlainText.OneLine(outcome.Tail())}")
            : (measured, measured.Invalid is { } reason ? $"the run in a fresh process is invalid: {reason}" : null);
    }

    private string AssemblyOf(VerdictFile verdict)
    {
        if (verdict.FullyQualifiedName.Length == 0 || verdict.Assembly.Length == 0)
            throw new ToolException($"{verdict.Test} is not known to be a test, so it cannot be run again");
        var assembly = assemblies.GetValueOrDefault(Path.GetFileName(verdict.Assembly), verdict.Assembly);
        return File.Exists(assembly)
            ? assembly
            : throw new ToolException($"{verdict.Test}: its assembly {assembly} is not there; build it again, or name its project: perfassert confirm --project {verdict.ProjectFile ?? "tests/Shop.Tests"}");
    }
}
