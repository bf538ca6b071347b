using System.Collections.Concurrent;
using System.Text;

namespace PerfAssert;

/// <summary>Finds and reads the files of feeds, each once in a process.</summary>
internal static class FeedFile
{
    /// <summary>Bad rows that are listed; more are likely to be the same mistake.</summary>
    public const int MostErrors = 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly ConcurrentDictionary<Key, Lazy<object>> Known = new();

    /// <param name="path">As the user wrote it.</param>
    /// <param name="call">What the user wrote, for messages.</param>
    /// <param name="format">What else the rows depend on: the separator or the JSON options.</param>
    /// <param name="read">Makes rows of the text.</param>
    public static T[] Read<T>(string path, string call, object format, Func<string, T[]> read)
    {
        var full = Path.GetFullPath(path, AppContext.BaseDirectory);
        if (!File.Exists(full))
        {
            throw Mistake(
                call,
                $"names a file that is not there: looked for {full}",
                "A relative path is looked for beside the test assembly. Have the build copy the file there, with this in the test project's "
                + $"<ItemGroup>: <None Update=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" />");
        }

        // A file that was written anew since is another one.
        var key = new Key(full, File.GetLastWriteTimeUtc(full), typeof(T), format);
        return (T[])Known.GetOrAdd(key, _ => new Lazy<object>(() => read(Text(full, path)))).Value;
    }

    /// <summary>A value as messages show it: on one line, and not all of a long one.</summary>
    public static string Shown(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 59), "…");
    }

    public static LoadConfigurationException Mistake(string setting, string problem, string remedy) => new([new ConfigurationError(setting, problem, remedy)]);

    private static string Text(string full, string path)
    {
        try
        {
            // A mark at its beginning says when it is UTF-16 or UTF-32.
            using var reader = new StreamReader(full, Strict, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw Mistake(path, "is not UTF-8 text", "Save it as UTF-8; spreadsheets offer it as \"CSV UTF-8\".");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Mistake(path, $"cannot be read ({exception.Message.TrimEnd('.')})", "Close the program that holds it, or allow this user to read it.");
        }
    }

    private readonly record struct Key(string Path, DateTime Written, Type Row, object Format);
}
