using System.Runtime.CompilerServices;

namespace PerfAssert.Xunit.Tests.Runner;

/// <summary>Loads of a few iterations neither disturb nor are disturbed: they do not wait for another process's load tests.</summary>
internal static class TestEnvironment
{
    [ModuleInitializer]
    internal static void SwitchOffMachineLock() => Environment.SetEnvironmentVariable(MachineLock.OptOutVariable, "1");
}
