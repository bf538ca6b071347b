using System.Diagnostics.CodeAnalysis;
using PerfAssert.Tests.Reporting;

/// <summary>Turns this assembly into the second process of a test: the runtime calls it before Main when DOTNET_STARTUP_HOOKS names the assembly.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name.")]
internal static class StartupHook
{
    public const string PathVariable = "PERFASSERT_TEST_SUMMARY";
    public const string NameVariable = "PERFASSERT_TEST_NAME";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { } path || Environment.GetEnvironmentVariable(NameVariable) is not { } name)
            return;
        JobSummaryTests.AppendAsChild(path, name);
        Environment.Exit(0);
    }
}
