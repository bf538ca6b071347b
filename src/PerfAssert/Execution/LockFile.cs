namespace PerfAssert;

/// <summary>A file that one process at a time can open, shared by all users of the machine where their rights allow it, with the holder's name beside it.</summary>
internal sealed class LockFile(string path)
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite
                                           | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                                           | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private string path = path;

    private string HolderPath => path + ".holder";

    /// <summary>Opens the file exclusively; <see langword="null"/> when another process has it.</summary>
    public FileStream? TryOpen()
    {
        try
        {
            return Open();
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's file that we may not write: at least our own processes keep out of each other's way.
            path = $"{path}.{Environment.UserName}";
            try
            {
                return Open();
            }
            catch (IOException)
            {
                return null;
            }
        }
        catch (IOException)
        {
            return null;
        }
    }

    public string? Holder()
    {
        try
        {
            return File.ReadAllText(HolderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void SetHolder(string text)
    {
        try
        {
            File.WriteAllText(HolderPath, text);
            ShareWithEverybody(HolderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only a message is poorer for it.
        }
    }

    private FileStream Open()
    {
        // Not "open or create": Linux refuses to do that with another user's file in a shared folder (fs.protected_regular).
        if (File.Exists(path))
            return Open(FileMode.Open);
        var created = Open(FileMode.CreateNew);
        ShareWithEverybody(path);
        return created;
    }

    private FileStream Open(FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    private static void ShareWithEverybody(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, Everybody);
        }
        catch (UnauthorizedAccessException)
        {
            // Its owner has done so.
        }
    }
}
