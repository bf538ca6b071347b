using System.Diagnostics;

namespace PerfAssert.Tests.Monitoring;

/// <summary>A shell that does what a test tells it, line by line: a process of which everything is known.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process process = Process.Start(new ProcessStartInfo("/bin/bash", "--norc") { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public int Id => process.Id;

    /// <summary>Whether there is such a shell here.</summary>
    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists("/bin/bash");

    /// <summary>Has it do something, and waits until it has.</summary>
    public void Do(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.WriteLine("echo done");
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine();
        if (answer != "done")
            throw new InvalidOperationException($"{command}: {answer}");
    }

    public void End()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            End();
        process.Dispose();
    }
}
