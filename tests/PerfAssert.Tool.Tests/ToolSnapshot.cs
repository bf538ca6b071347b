using PerfAssert.Tests.Reporting;

namespace PerfAssert.Tool.Tests;

/// <summary>Accepted outputs of the tool.</summary>
internal static class ToolSnapshot
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "PerfAssert.Tool.Tests", "Snapshots");

    public static void Compare(string name, ToolRun run) => Compare(name, run.ToString());

    public static void Compare(string name, string text)
    {
        Directory.CreateDirectory(Folder);
        Snapshot.Compare(Folder, name, "txt", text.ReplaceLineEndings("\n"));
    }
}
