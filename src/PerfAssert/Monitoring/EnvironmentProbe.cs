using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>Describes where a run is measured.</summary>
internal static class EnvironmentProbe
{
    private static readonly Lazy<string> Processor = new(ProcessorModel);

    public static EnvironmentInfo Describe(string transport, Assembly code, Assembly? application) => new()
    {
        MachineName = Environment.MachineName,
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        ProcessorModel = Processor.Value,
        Cores = Environment.ProcessorCount,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Runtime = RuntimeInformation.FrameworkDescription,
        GarbageCollector = (GCSettings.IsServerGC ? "Server" : "Workstation")
            + (GCSettings.LatencyMode == GCLatencyMode.Batch ? "" : ", concurrent"),
        Build = IsDebug(code) || (application is not null && IsDebug(application)) ? "Debug" : "Release",
        Transport = transport,
        TieredPgo = Switch("System.Runtime.TieredPGO", "TieredPGO") && Switch("System.Runtime.TieredCompilation", "TieredCompilation"),
    };

    /// <summary>Whether the JIT was told not to optimise the assembly.</summary>
    public static bool IsDebug(Assembly assembly) => assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true;

    /// <summary>A runtime switch that is on unless runtimeconfig.json or the environment turns it off.</summary>
    private static bool Switch(string name, string variable)
    {
        if (Environment.GetEnvironmentVariable("DOTNET_" + variable) is { Length: > 0 } value)
            return value != "0";
        return AppContext.GetData(name)?.ToString() is not { } text || !text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static string ProcessorModel()
    {
        if (!OperatingSystem.IsLinux())
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "";
        try
        {
            return File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
