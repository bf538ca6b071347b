using System.Text.RegularExpressions;

namespace PerfAssert.Tool;

/// <summary>Finds the report folders of past runs: <c>20261121T133059.123Z_Class.Method</c> with a results.json in it.</summary>
internal static partial class ReportFolders
{
    public const string ResultsFile = "results.json";

    /// <summary>Never holds reports, and may be large.</summary>
    private static readonly HashSet<string> Skipped = new([".git", ".hg", "node_modules", "obj"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Links are not followed: what they point to may be somewhere else altogether.</summary>
    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Whether a folder is one that PerfAssert has written: its name and its content both say so.</summary>
    public static bool IsReportFolder(string folder)
        => Pattern().IsMatch(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))) && File.Exists(Path.Combine(folder, ResultsFile));

    /// <summary>Whether a folder is the one of a profile, with its runs below it.</summary>
    private static bool IsProfileFolder(string folder)
        => Pattern().IsMatch(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))) && File.Exists(Path.Combine(folder, ProfileFiles.DocumentName));

    /// <summary>All report folders at or below a folder, in the order of their names, hence of time.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="profiles">Whether folders of profiles are wanted too, whose figures are not those of one run.</param>
    public static IReadOnlyList<string> Find(string folder, bool profiles = false)
    {
        var found = new List<string>();
        var open = new Stack<string>([Path.TrimEndingDirectorySeparator(folder)]);
        while (open.TryPop(out var next))
        {
            if (IsReportFolder(next) || (profiles && IsProfileFolder(next)))
            {
                found.Add(next);
                continue;
            }

            foreach (var child in Directory.EnumerateDirectories(next, "*", Entries))
            {
                if (!Skipped.Contains(Path.GetFileName(child)))
                    open.Push(child);
            }
        }

        return [.. found.OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal).ThenBy(path => path, StringComparer.Ordinal)];
    }

    /// <summary>The folder that the user named.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static string Existing(ToolEnvironment environment, string? folder)
    {
        var path = environment.FullPath(folder ?? ".");
        if (Directory.Exists(path))
            return path;
        throw new ToolException(File.Exists(path)
            ? $"{folder} is a file; name the folder that holds the report folders, such as bin/Release/net10.0/perf-results"
            : $"there is no folder {path}; name one that exists, or leave it out for the working directory");
    }

    [GeneratedRegex(@"^\d{8}T\d{6}\.\d{3}Z_.", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
