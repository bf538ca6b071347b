namespace PerfAssert;

/// <summary>Whether this machine can run servers as processes that die with the tests.</summary>
internal static class NativeServers
{
    /// <summary>Why not; <see langword="null"/> when it can.</summary>
    public static string? Problem => OperatingSystem.IsWindows()
        ? "Native servers are not started on Windows, where nothing ends them with the tests."
        : null;
}
