namespace PerfAssert.Tool;

/// <summary>A folder of the tool's own that goes with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"perfassert-{purpose}-").FullName;

    public string Path { get; }

    public void Dispose()
    {
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
