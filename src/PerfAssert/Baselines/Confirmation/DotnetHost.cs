using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>Finds the <c>dotnet</c> that runs this process, and what of its environment a fresh test host must not inherit.</summary>
internal static class DotnetHost
{
    private static readonly string FileName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>Settings of the test host, the build or a profiler around this process: they would make the fresh one measure otherwise, or not start.</summary>
    private static readonly string[] Leaking =
    [
        "VSTEST_", "MSBUILD", "TESTHOST", "TESTINGPLATFORM_", "CORECLR_ENABLE_PROFILING", "CORECLR_PROFILER", "COR_ENABLE_PROFILING", "COR_PROFILER",
        "COVERLET", "MICROSOFTINSTRUMENTATIONENGINE_", "DOTNET_CLI_TELEMETRY_SESSIONID", "DOTNET_STARTUP_HOOKS", "DOTNET_WATCH",
    ];

    /// <summary>Full path; <see langword="null"/> when there is none.</summary>
    public static string? Find() => Candidates().FirstOrDefault(path => !string.IsNullOrEmpty(path) && File.Exists(path));

    /// <summary>Whether a variable belongs to this process alone.</summary>
    public static bool Leaks(string variable) => Leaking.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string?> Candidates()
    {
        yield return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        if (string.Equals(Path.GetFileName(Environment.ProcessPath), FileName, StringComparison.OrdinalIgnoreCase))
            yield return Environment.ProcessPath;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
            yield return Path.Combine(root, FileName);

        // dotnet/shared/Microsoft.NETCore.App/10.0.0/
        yield return Path.Combine(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")), FileName);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, FileName);
    }
}
