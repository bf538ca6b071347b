namespace PerfAssert;

/// <summary>The log of a native server: a file, so that no reader can hold the server up.</summary>
internal sealed class FileServerLog(string path) : ServerLog
{
    public override long End => File.Exists(path) ? new FileInfo(path).Length : 0;

    public override IReadOnlyList<string> LinesFrom(long position)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Min(position, stream.Length);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
