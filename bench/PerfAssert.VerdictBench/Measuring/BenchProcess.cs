using System.Diagnostics;
using System.Reflection;

namespace PerfAssert.VerdictBench;

/// <summary>Starts this program again.</summary>
internal static class BenchProcess
{
    /// <summary>Settings of the JIT in the environment would undo those of the program.</summary>
    private static readonly string[] Removed =
        ["DOTNET_TieredPGO", "DOTNET_TieredCompilation", "DOTNET_TC_CallCountingDelayMs", "DOTNET_ReadyToRun", "DOTNET_gcServer", "PERFASSERT_TURNS"];

    public static ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in Removed)
            start.Environment.Remove(name);
        return start;
    }
}
