using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Name of a container, with a lock of this process beside it, as <see cref="ServerFolder"/> has it: a container whose lock nobody holds is
/// removed by the next start. Its leash has to fail first, so that is rare.
/// </summary>
internal sealed class ContainerName : IDisposable
{
    private const string LockLabel = "perfassert.lock";
    private const string MachineLabel = "perfassert.machine";

    private readonly string lockPath;
    private readonly OwnerLock ownership;

    private ContainerName(string value, string lockPath)
    {
        Value = value;
        this.lockPath = lockPath;
        ownership = OwnerLock.Create(lockPath);
    }

    public string Value { get; }

    /// <summary>Arguments of <c>docker run</c>. An engine may serve several machines, whose locks are not seen here.</summary>
    public IReadOnlyList<string> Labels => ["--label", $"{LockLabel}={lockPath}", "--label", $"{MachineLabel}={Environment.MachineName}"];

    public static ContainerName Create(string kind)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"perfassert-{kind}-{Environment.ProcessId}-{Guid.NewGuid():N}");
        return new ContainerName(name, Path.Combine(Path.GetTempPath(), name + OwnerLock.Suffix));
    }

    /// <summary>Removes the containers of this machine whose owners are dead.</summary>
    public static async Task SweepAsync(CancellationToken cancellationToken)
    {
        var list = await DockerCommand.RunAsync(
            ["ps", "--all", "--no-trunc", "--filter", $"label={MachineLabel}={Environment.MachineName}", "--format", $"{{{{.ID}}}} {{{{.Label \"{LockLabel}\"}}}}"],
            cancellationToken).ConfigureAwait(false);
        foreach (var line in list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (id, path) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            using var abandoned = OwnerLock.TryTake(path);
            if (abandoned is not null || !File.Exists(path))
                await DockerCommand.RunAsync(["rm", "--force", "--volumes", id], cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => ownership.Dispose();
}
