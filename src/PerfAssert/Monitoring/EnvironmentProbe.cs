using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        TieredPgo = HasProfiling,
        Jit = !IsTiered ? "untiered" : HasProfiling ? "tiered PGO" : CountsCallsAtOnce ? "pinned" : "tiered",
        VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
    };

    private static bool IsTiered => Switch("System.Runtime.TieredCompilation", "TieredCompilation");

    private static bool HasProfiling => IsTiered && Switch("System.Runtime.TieredPGO", "TieredPGO");

    /// <summary>Whether the runtime counts the calls of methods from the start, instead of waiting for a tenth of a second without new ones.</summary>
    private static bool CountsCallsAtOnce
        => (Environment.GetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs") ?? AppContext.GetData("System.Runtime.TieredCompilation.CallCountingDelayMs")?.ToString()) == "0";

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
