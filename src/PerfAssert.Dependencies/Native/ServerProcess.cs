using System.Diagnostics;

namespace PerfAssert;

/// <summary>Programs that run to their end.</summary>
internal static class ServerProcess
{
    /// <summary>Runs a program to its end. Nothing is thrown for its exit code.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="neutral">Whether it is a server's program, which the user's own settings must not reach.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<ProcessOutput> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellationToken, string input = "", bool neutral = true)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (neutral)
            Neutralise(start);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has ended already; its own words say why.
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProcessOutput(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The same words and times everywhere, and none of the user's settings for the programs. Without a time zone, initdb looks through all of them.</summary>
    public static void Neutralise(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C";
    }
}
