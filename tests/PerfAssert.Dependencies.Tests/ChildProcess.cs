using System.Diagnostics;
using System.Globalization;
using FluentAssertions;

namespace PerfAssert.Dependencies.Tests;

/// <summary>A process that has started servers, to be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Only a test that hangs takes so long, whatever else the machine does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>The folders of its native servers.</summary>
    public List<string> Folders { get; } = [];

    /// <summary>The ids of its native servers, and of their leashes.</summary>
    public List<int> Servers { get; } = [];

    /// <summary>Starts it, and waits until its servers answer.</summary>
    /// <param name="arguments">As <see cref="Child"/> takes them.</param>
    /// <param name="prefix">What to run it with, such as <c>setpriv</c>.</param>
    public static async Task<ChildProcess> StartAsync(string[] arguments, params string[] prefix)
    {
        var child = Start(arguments, prefix);
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            while (await child.process.StandardOutput.ReadLineAsync(limit.Token) is { } line && line != "ready")
            {
                line.Should().NotStartWith("failed");
                if (line.Length > 0)
                    child.Folders.Add(Path.GetDirectoryName(line)!);
            }

            child.process.HasExited.Should().BeFalse();
            foreach (var folder in child.Folders)
                child.Servers.Add(int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "pid"), limit.Token), CultureInfo.InvariantCulture));
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>Starts it where it has to fail; what it says then.</summary>
    public static async Task<string> FailAsync(string[] arguments, params string[] prefix)
    {
        using var child = Start(arguments, prefix);
        using var limit = new CancellationTokenSource(Patience);
        return await child.process.StandardOutput.ReadToEndAsync(limit.Token);
    }

    private static ChildProcess Start(string[] arguments, string[] prefix)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] command = [.. prefix, dotnet, "exec", typeof(Child).Assembly.Location, .. arguments];

        // What runs in the background of a shell ignores Ctrl+C, and so do its children.
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, UseShellExecute = false };

        // What a test host is told is no matter of a program that it starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PERFASSERT_", StringComparison.Ordinal) || name.StartsWith("DOTNET_gc", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal, and waits until the process has ended.</summary>
    public async Task EndAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
    }

    /// <summary>How long it takes until no server, no folder and no lock of it is left; the test fails when they stay.</summary>
    public async Task<TimeSpan> GoneAsync()
    {
        var watch = Stopwatch.StartNew();
        while (Remains() is { } remains)
        {
            watch.Elapsed.Should().BeLessThan(Patience, $"{remains} should go with its owner");
            await Task.Delay(10);
        }

        return watch.Elapsed;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private string? Remains()
        => Servers.Where(id => Directory.Exists($"/proc/{id}")).Select(id => $"process {id}")
            .Concat(Folders.Where(Directory.Exists)).Concat(Folders.Select(folder => folder + OwnerLock.Suffix).Where(File.Exists))
            .FirstOrDefault();
}
