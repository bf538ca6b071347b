using System.Diagnostics;

namespace PerfAssert;

/// <summary>The names of the threads of this process, as the system knows them (Linux: the first 15 letters; elsewhere there are none).</summary>
internal static class ThreadNames
{
    private const string Folder = "/proc/self/task";

    /// <summary>One name for each thread.</summary>
    public static IReadOnlyList<string> All()
    {
        if (OperatingSystem.IsLinux())
            return [.. Directory.EnumerateDirectories(Folder).Select(NameOf).OfType<string>()];
        using var process = Process.GetCurrentProcess();
        return [.. Enumerable.Repeat("thread", process.Threads.Count)];
    }

    private static string? NameOf(string thread)
    {
        try
        {
            return $"\"{File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd()}\"";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
