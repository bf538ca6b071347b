using System.Diagnostics;
using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Runs the one test of a result again in a fresh process and reads what it measured: a second test host of VSTest, whose own verdict
/// does not matter. The machine's lock stays with this process, on behalf of the other.
/// </summary>
internal static class FreshProcess
{
    /// <summary>Start of the host, discovery and set-up beside the load itself: more than the slowest machine needs.</summary>
    private static readonly TimeSpan Overhead = TimeSpan.FromSeconds(60);

    /// <summary>A run that takes this many times its planned length hangs.</summary>
    private const int Patience = 3;

    /// <summary>Lines of the host's output in a message, and what is left of them: it goes into one sentence.</summary>
    private const int MostLines = 8, MostText = 400;

    /// <exception cref="OperationCanceledException">Stopped; the process has been ended.</exception>
    public static async Task<FreshRun> MeasureAsync(LoadResult result, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        if (result.Test is not { FullyQualifiedName.Length: > 0 } test)
            return new FreshRun(null, watch.Elapsed, "the run belongs to no test that could be run again");
        if (DotnetHost.Find() is not { } dotnet)
            return new FreshRun(null, watch.Elapsed, "no dotnet was found to run it with (set DOTNET_ROOT)");
        string folder;
        try
        {
            folder = Directory.CreateTempSubdirectory("perfassert-confirm-").FullName;
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception))
        {
            return new FreshRun(null, watch.Elapsed, $"no temporary folder can be made ({BaselineFile.Reason(exception)})");
        }

        try
        {
            using var machine = await MachineLock.Shared.AcquireAsync(test.Key, line => result.Session?.TellProgress(line), stop).ConfigureAwait(false);
            watch.Restart();
            var failure = await RunAsync(Describe(dotnet, test, folder), Limit(result), stop).ConfigureAwait(false);
            var measured = MeasurementFile.ReadAll(folder).LastOrDefault(file => file.Test == test.Key);
            return new FreshRun(measured, watch.Elapsed, measured is null ? failure ?? "the fresh process did not run the test" : null);
        }
        catch (BaselineFileException exception)
        {
            return new FreshRun(null, watch.Elapsed, exception.Message.TrimEnd('.'));
        }
        finally
        {
            Delete(folder);
        }
    }

    /// <summary>The time after which the fresh process is given up.</summary>
    internal static TimeSpan Limit(LoadResult result)
        => ((result.Plan.Workload.Duration ?? result.MeasuredDuration) + result.Cost.WarmUp + result.Plan.GracefulStop) * Patience + Overhead;

    internal static ProcessStartInfo Describe(string dotnet, TestIdentity test, string folder)
    {
        var start = new ProcessStartInfo(dotnet)
        {
            WorkingDirectory = Path.GetDirectoryName(test.Assembly) ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in TestHostCommand.Arguments(test.Assembly, test.FullyQualifiedName, folder))
            start.ArgumentList.Add(argument);
        var variables = TestHostCommand.Measuring(folder);
        variables[BaselineEnvironment.OnlyVariable] = test.Key;
        variables[MachineLock.OptOutVariable] = "1";
        foreach (var (name, value) in variables)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Runs it to its end; the failure is a sentence without its full stop, and no failing test is one.</summary>
    private static async Task<string?> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken stop)
    {
        var output = new Queue<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return $"{start.FileName} cannot be started ({exception.Message.TrimEnd('.')})";
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            End(process);
            stop.ThrowIfCancellationRequested();
            return $"the fresh process had not ended after {Figure.Duration(limit)}{Said()}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"the fresh process ended with code {process.ExitCode} without a measurement{Said()}");

        void Keep(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
                return;
            lock (output)
            {
                output.Enqueue(line.Trim());
                if (output.Count > MostLines)
                    output.Dequeue();
            }
        }

        string Said()
        {
            lock (output)
                return output.Count == 0 ? "" : $"; it said last: {PlainText.Cut(string.Join(" / ", output), MostText)}";
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception))
        {
            // The system's temporary folder: somebody cleans it.
        }
    }
}
