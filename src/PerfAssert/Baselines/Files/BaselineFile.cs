using System.Globalization;

namespace PerfAssert;

/// <summary>Reads files of ours so that every mistake becomes one clear error, and writes them whole or not at all.</summary>
internal static class BaselineFile
{
    /// <summary>The content; <see langword="null"/> when there is no such file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is, for messages: <c>baseline</c>.</param>
    /// <param name="remedy">What to do about a damaged one, a whole sentence.</param>
    /// <param name="parse">Makes the value of the bytes.</param>
    /// <exception cref="BaselineFileException">It is damaged, unreadable or of a newer schema.</exception>
    public static T? TryRead<T>(string path, string kind, string remedy, Func<byte[], T> parse)
        where T : class
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !Directory.Exists(path))
        {
            return null;
        }
        catch (Exception exception) when (IsOfTheSystem(exception))
        {
            throw new BaselineFileException($"The {kind} {path} cannot be read: {Reason(exception)}. Make it readable; nothing was changed.", exception);
        }

        try
        {
            return parse(bytes);
        }
        catch (LocatedJsonException exception)
        {
            throw new BaselineFileException(Describe(path, kind, remedy, exception), exception);
        }
    }

    /// <summary>Writes beside the file and renames: a reader, or a process that dies, finds the old or the new content and nothing between.</summary>
    /// <exception cref="BaselineFileException">It cannot be written; the old content is untouched.</exception>
    public static void Replace(string path, string temporaryPrefix, byte[] content, string remedy)
    {
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{temporaryPrefix}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (IsOfTheSystem(exception))
        {
            TryDelete(temporary);
            throw new BaselineFileException($"{path} cannot be written: {Reason(exception)}. {remedy}", exception);
        }
    }

    public static bool IsOfTheSystem(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException;

    public static string Reason(Exception exception) => exception.Message.TrimEnd('.');

    public static string Describe(string path, string kind, string remedy, LocatedJsonException exception)
    {
        if (exception.NewerSchema is { } schema)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The {kind} {path} has schema {schema}, and this version of PerfAssert knows up to {BaselineDocument.CurrentSchema}. Update the PerfAssert packages and the perfassert tool; the file was not touched.");
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.Line}");
        return exception.IsConflict
            ? $"The {kind} {path} is in the middle of a merge: {place} has a conflict marker of git. Keep one side whole (git checkout --ours or --theirs), then run the test and accept again; the file was not touched."
            : $"The {kind} {path} is damaged: {place}: {exception.Message}. {remedy}";
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (IsOfTheSystem(exception))
        {
            // The reason for the failure is told already.
        }
    }
}
