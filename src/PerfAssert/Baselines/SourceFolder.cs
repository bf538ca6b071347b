namespace PerfAssert;

/// <summary>Finds the folder of a test's source, beside which its baseline belongs.</summary>
internal static class SourceFolder
{
    /// <summary>Names the project's folder, where it cannot be found.</summary>
    public const string Variable = "PERFASSERT_PROJECT_DIR";
}
