using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>Settings files as this process has read them; one that was written since is read again.</summary>
internal static class SettingsFileCache
{
    private static readonly ConcurrentDictionary<(string Path, bool Scenarios), (DateTime Written, long Length, SettingsFile File)> Known = new();

    /// <param name="path">Full path of a file that was there a moment ago.</param>
    /// <param name="scenarios">Whether it may be a file of scenarios alone.</param>
    public static SettingsFile Read(string path, bool scenarios = false)
    {
        try
        {
            var info = new FileInfo(path);
            var key = (path, scenarios);
            if (Known.TryGetValue(key, out var known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length)
                return known.File;
            var utf8 = File.ReadAllBytes(path);
            var file = scenarios ? SettingsFileReader.ReadScenarios(path, utf8) : SettingsFileReader.Read(path, utf8);
            Known[key] = (info.LastWriteTimeUtc, info.Length, file);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SettingsFile
            {
                Path = path,
                Errors = [new ConfigurationError(path, $"cannot be read ({exception.Message.TrimEnd('.')})", "Close the program that holds it, or allow this user to read it.")],
            };
        }
    }
}
