namespace PerfAssert.VerdictBench;

/// <summary>How often comparisons with a baseline are wrong, measured on the product itself with changes of known size.</summary>
internal static class BenchProgram
{
    private const string Usage = """
        PerfAssert.VerdictBench <command> [options]

          record  [--runs 5] [--variants cpu,wait,…] [--seconds 6] [--warm-up auto] [--noise as-is]
                  Measures the baseline of every variant, each run in a fresh process.
          run     [--plan counted] [--minutes 60] [--noise quiet,hog,as-is] [--variants …] [--shifts 1.0,1.2,+1,…]
                  [--unchanged 120] [--shifted 20] [--seconds 6] [--warm-up auto] [--seed 1]
                  Measures and judges candidates in random order; goes on where it was stopped.
                  --unchanged: runs of unchanged code for each noise, of all variants together;
                  --shifted: runs for each noise, variant and shift.
          report  [--plan counted]
                  The table of what has been judged so far, as Markdown.
          replay  [--plan counted] [--baseline-runs 5] [--draws 0] [--rebuild] [--list]
                  Judges the kept runs again with the program as it is now; confirmations are the other runs of the same cell.
                  --draws 20: baselines drawn from the recorded and all unchanged runs without a hog, 20 times, instead of the first recorded;
                  --rebuild: estimates made again from the blocks; --list: every wrong verdict with its reason.
          leaks   [--runs 100] [--fault leak] [--iterations 2000] [--noise as-is] [--all]
                  Checks the sample API for leaks, with a fault or none; counts the alarms. --all: every run's figures, not only wrong ones.
          self-check
                  The statistics against published values, and the whole procedure on fabricated runs.

        All commands: --data <folder>, by default artifacts/verdict. record and run: --dry fabricates runs instead of measuring.
        quiet waits until the machine is; hog has a bursty CPU hog beside it, steady two hogs without a pause; as-is takes it as it is.
        """;

    public static async Task<int> Main(string[] args)
    {
        System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
        try
        {
            var options = new Arguments(args);
            switch (options.Command)
            {
                case "measure":
                    await MeasureCommand.RunAsync(options);
                    return 0;
                case "hog":
                    HogCommand.Run(options);
                    return 0;
                case "record":
                    await RecordCommand.RunAsync(options, stop.Token);
                    return 0;
                case "run":
                    await RunCommand.RunAsync(options, stop.Token);
                    return 0;
                case "report":
                    ReportCommand.Run(options);
                    return 0;
                case "replay":
                    ReplayCommand.Run(options);
                    return 0;
                case "leaks":
                    await LeaksCommand.RunAsync(options, stop.Token);
                    return 0;
                case "self-check":
                    await SelfCheck.RunAsync(options);
                    return 0;
                default:
                    Console.WriteLine(Usage);
                    return options.Command is "" or "help" or "--help" ? 0 : 2;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopped. The same command goes on from here.");
            return 130;
        }
        catch (Exception failure) when (failure is BenchException or BaselineFileException or LoadConfigurationException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
