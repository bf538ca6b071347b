using System.Runtime.Intrinsics;

namespace PerfAssert;

/// <summary>What of the JIT of this process decides how fast its code is.</summary>
internal static class JitFacts
{
    /// <summary>Width of the widest vectors that the hardware and the settings allow, in bits; 0 without.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>Whether hot methods are counted from their first call, so that all are optimised within the warm-up.</summary>
    public static bool CountsCallsAtOnce =>
        (Environment.GetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs") ?? AppContext.GetData("System.Runtime.TieredCompilation.CallCountingDelayMs")?.ToString()) == "0";
}
