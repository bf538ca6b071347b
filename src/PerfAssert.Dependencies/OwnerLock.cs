namespace PerfAssert;

/// <summary>
/// A file that is locked as long as the process that made it lives: however it ends, the system gives the lock back. What stands under a
/// lock that nobody holds has no owner. Other than a process id, it means the same in every container that sees the file.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    public const string Suffix = ".lock";

    private readonly FileStream stream;

    private OwnerLock(FileStream stream) => this.stream = stream;

    /// <summary>Creates a lock of a new name, and holds it.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static OwnerLock Create(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new OwnerLock(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException) when (attempt < 5)
            {
                // Another process that sweeps can be faster between the making and the locking, and then removes the file.
                File.Delete(path);
            }
        }
    }

    /// <summary>Takes the lock of a dead owner; <see langword="null"/> when the owner lives, or is somebody else's.</summary>
    public static OwnerLock? TryTake(string path)
    {
        try
        {
            return new OwnerLock(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the file and gives the lock back.</summary>
    public void Dispose()
    {
        // Under the lock, except on Windows, which deletes no open file.
        if (OperatingSystem.IsWindows())
            stream.Dispose();
        try
        {
            File.Delete(stream.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next sweep removes it.
        }

        stream.Dispose();
    }
}
