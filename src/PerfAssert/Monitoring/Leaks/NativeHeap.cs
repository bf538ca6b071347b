using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>The heap of native code.</summary>
internal static partial class NativeHeap
{
    /// <summary>
    /// Lets the C library give back the pages of what was freed, which it would keep for later: a leak that fills them up shows nowhere (glibc's
    /// malloc_trim; other libraries have none and are left alone).
    /// </summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = TrimGlibc(0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimGlibc(nuint pad);
}
