using System.Diagnostics;
using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Folder of one native server, in memory where there is room. A lock beside it is held by the process that owns it: however that ends, the
/// system gives the lock back, and whoever starts a server next removes what was left behind.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Prefix = "perfassert-";

    /// <summary>Below it, data in memory might not fit, or leave too little for others.</summary>
    private const long RoomInMemory = 1L << 30;

    private const string MemoryFolder = "/dev/shm";

    private readonly OwnerLock ownership;

    private ServerFolder(string path, OwnerLock ownership)
    {
        Path = path;
        this.ownership = ownership;
    }

    /// <summary>A folder that only the server's account may enter.</summary>
    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Path, "server.log");

    /// <summary>Written when the server has ended by itself.</summary>
    public string EndMark => System.IO.Path.Combine(Path, "ended");

    /// <summary>Holds the server's process id.</summary>
    public string ProcessId => System.IO.Path.Combine(Path, "pid");

    public bool IsInMemory => Path.StartsWith(MemoryFolder, StringComparison.Ordinal);

    /// <summary>Makes a folder, and removes those of dead owners.</summary>
    /// <param name="kind">Such as <c>postgresql</c>.</param>
    /// <param name="onDisk">Whether the data must not be in memory.</param>
    /// <param name="user">Owner of the folder; <see langword="null"/> for the user of this process.</param>
    public static ServerFolder Create(string kind, bool onDisk, ServerUser? user)
    {
        Sweep();
        var place = onDisk || !HasRoom(MemoryFolder) ? System.IO.Path.GetTempPath() : MemoryFolder;
        var path = System.IO.Path.Combine(place, string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{kind}-{Environment.ProcessId}-{Guid.NewGuid():N}"));
        var ownership = OwnerLock.Create(path + OwnerLock.Suffix);
        CreateForOwner(path);
        user?.Own(path);
        return new ServerFolder(path, ownership);
    }

    /// <summary>Creates a folder that nobody else may enter.</summary>
    public static void CreateForOwner(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Removes the folders whose owners are dead, with the servers that may still run in them.</summary>
    public static void Sweep()
    {
        foreach (var place in new[] { MemoryFolder, System.IO.Path.GetTempPath() })
        {
            if (!Directory.Exists(place))
                continue;
            foreach (var file in Directory.EnumerateFiles(place, Prefix + "*" + OwnerLock.Suffix))
                SweepOne(file);
        }
    }

    /// <summary>Deletes the folder, which the server has left.</summary>
    public void Dispose()
    {
        Delete(Path);
        ownership.Dispose();
    }

    /// <summary>Deletes a folder; one that somebody else deletes at the same time is no error.</summary>
    public static void Delete(string folder)
    {
        for (var attempt = 0; attempt < 3 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next start sweeps it.
            }
        }
    }

    private static void SweepOne(string lockFile)
    {
        using var abandoned = OwnerLock.TryTake(lockFile);
        if (abandoned is null)
            return;
        var folder = lockFile[..^OwnerLock.Suffix.Length];
        KillServerIn(folder);
        Delete(folder);
    }

    /// <summary>Only a server whose leash was killed too is still there. Its working folder tells it from a stranger with the same id.</summary>
    private static void KillServerIn(string folder)
    {
        try
        {
            var id = File.ReadAllText(System.IO.Path.Combine(folder, "pid")).Trim();
            if (new FileInfo($"/proc/{id}/cwd").LinkTarget?.StartsWith(folder, StringComparison.Ordinal) != true)
                return;
            using var server = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            server.Kill();
            server.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or FormatException
            or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // There is none.
        }
    }

    private static bool HasRoom(string folder)
    {
        try
        {
            return Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace >= RoomInMemory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
