using System.Diagnostics;

namespace PerfAssert.Diagnostics.Tests;

/// <summary>This assembly run as a program, which does what it is told line by line: see <see cref="Program"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess()
    {
        process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ChildProcess).Assembly.Location, "child"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Do("nothing");
    }

    public int Id => process.Id;

    /// <summary>Has it do something, and waits until it has.</summary>
    public void Do(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
        if (process.StandardOutput.ReadLine() != "done")
            throw new InvalidOperationException($"The child process has not done: {command}");
    }

    public void End()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            End();
        process.Dispose();
    }
}
