namespace PerfAssert.Tool;

/// <summary>A folder of the tool's own that goes with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly bool keep;

    /// <param name="purpose">Shows in its name.</param>
    /// <param name="keep">Whether it is to stay.</param>
    public ScratchFolder(string purpose, bool keep = false)
    {
        this.keep = keep;
        Path = Directory.CreateTempSubdirectory($"perfassert-{purpose}-").FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        if (keep)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has a file open; the system clears its temporary folder itself.
        }
    }
}
