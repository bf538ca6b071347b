using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Lets one process at a time apply load on this machine: two at once would measure each other. A file that is open exclusively; the
/// operating system closes it when its holder ends, however that happens. Runs of one process share it.
/// </summary>
internal sealed class MachineLock : IDisposable
{
    /// <summary>Set to 1 to load the machine whoever else does.</summary>
    public const string OptOutVariable = "PERFASSERT_NO_LOCK";

    /// <summary>Between two attempts: short against any load test, long enough to cost nothing.</summary>
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMilliseconds(200);

    private readonly string path;
    private readonly Func<bool> isSwitchedOff;
    private readonly SemaphoreSlim gate = new(1, 1);
    private FileStream? file;
    private int holders;

    /// <summary>Creates the lock over a file.</summary>
    /// <param name="path">The file; what it contains does not matter.</param>
    /// <param name="isSwitchedOff">Whether nobody wants to wait for it; by default somebody does.</param>
    public MachineLock(string path, Func<bool>? isSwitchedOff = null)
    {
        this.path = path;
        this.isSwitchedOff = isSwitchedOff ?? (() => false);
    }

    /// <summary>The machine's own.</summary>
    public static MachineLock Shared { get; } = new(Path.Combine(Path.GetTempPath(), "perfassert.lock"), () => Environment.GetEnvironmentVariable(OptOutVariable) == "1");

    /// <summary>Waits until no other process applies load.</summary>
    /// <param name="owner">Name of the test, told to those who wait for it.</param>
    /// <param name="tell">Receives one line when there is a wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Gives the machine free again when disposed.</returns>
    public async Task<IDisposable> AcquireAsync(string owner, Action<string> tell, CancellationToken cancellationToken)
    {
        if (isSwitchedOff())
            return new Hold(null);
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (holders == 0)
                file = await OpenAsync(owner, tell, cancellationToken).ConfigureAwait(false);
            holders++;
        }
        finally
        {
            gate.Release();
        }

        return new Hold(this);
    }

    /// <summary>Gives the machine free, whoever holds it in this process.</summary>
    public void Dispose()
    {
        file?.Dispose();
        gate.Dispose();
    }

    private async Task<FileStream> OpenAsync(string owner, Action<string> tell, CancellationToken cancellationToken)
    {
        var lockFile = new LockFile(path);
        var told = false;
        FileStream? opened;
        while ((opened = lockFile.TryOpen()) is null)
        {
            if (!told)
                tell($"{owner} waits for another load test on this machine to end: {lockFile.Holder() ?? "its name is not known"}");
            told = true;
            await Task.Delay(RetryPeriod, cancellationToken).ConfigureAwait(false);
        }

        lockFile.SetHolder(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, {owner}"));
        return opened;
    }

    private void Release()
    {
        gate.Wait();
        try
        {
            if (--holders > 0)
                return;
            file?.Dispose();
            file = null;
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed class Hold(MachineLock? held) : IDisposable
    {
        private MachineLock? machine = held;

        public void Dispose() => Interlocked.Exchange(ref machine, null)?.Release();
    }
}
