using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>The open handles of this process.</summary>
internal static partial class ProcessHandles
{
    private const string Folder = "/proc/self/fd";

    /// <summary>How many there are; NaN where they cannot be counted.</summary>
    public static double Count()
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return Directory.EnumerateFileSystemEntries(Folder).Count();
            if (!OperatingSystem.IsWindows())
                return double.NaN;
            using var process = Process.GetCurrentProcess();
            return process.HandleCount;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return double.NaN;
        }
    }

    /// <summary>One kind for each handle: <c>socket</c>, <c>pipe</c>, <c>file /tmp/upload*</c>; nothing where they cannot be listed.</summary>
    public static IReadOnlyList<string> Kinds()
    {
        try
        {
            return OperatingSystem.IsLinux() ? [.. Directory.EnumerateFileSystemEntries(Folder).Select(Target).OfType<string>().Select(KindOf)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The kind of a handle by what its link points at (proc(5)). Names that differ in digits or in a guid are one kind.</summary>
    public static string KindOf(string target)
    {
        if (target.StartsWith("anon_inode:", StringComparison.Ordinal))
            return target["anon_inode:".Length..].Trim('[', ']');
        if (!target.StartsWith('/'))
            return target.Split(':')[0];
        var file = target.EndsWith(" (deleted)", StringComparison.Ordinal) ? target[..^" (deleted)".Length] : target;
        var name = Changing().Replace(Path.GetFileName(file), "*");
        return $"file {Path.GetDirectoryName(file)?.TrimEnd('/')}/{name}";
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has been closed meanwhile.
            return null;
        }
    }

    /// <summary>Guids, temporary names of the framework and of mkstemp, numbers.</summary>
    [GeneratedRegex(@"[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|(?<=tmp)\w{6,}|\b(?=\w*\d)\w{8}\.\w{3}$|[0-9a-f]{16,}|\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex Changing();
}
