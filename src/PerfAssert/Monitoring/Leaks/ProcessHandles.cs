using System.Diagnostics;

namespace PerfAssert;

/// <summary>The open handles of this process.</summary>
internal static class ProcessHandles
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
}
