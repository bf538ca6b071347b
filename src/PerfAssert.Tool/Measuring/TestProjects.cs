namespace PerfAssert.Tool;

/// <summary>Finds the projects whose load tests shall run.</summary>
internal static class TestProjects
{
    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    private static readonly string[] SolutionExtensions = [".sln", ".slnx", ".slnf"];

    private static readonly HashSet<string> Skipped = new(["bin", "obj", ".git", ".hg", ".vs", "node_modules", "artifacts"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Full paths of the project files that the given paths name or hold.</summary>
    /// <exception cref="ToolException">A path does not exist, or there is no test project.</exception>
    public static IReadOnlyList<string> Find(ToolEnvironment environment, IReadOnlyList<string> paths)
        => [.. (paths.Count == 0 ? ["."] : paths).SelectMany(path => Find(environment.FullPath(path), path)).Distinct(StringComparer.Ordinal)];

    private static string[] Find(string full, string written)
    {
        if (File.Exists(full))
        {
            var extension = Path.GetExtension(full);
            if (Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
                return [full];
            if (!SolutionExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
                throw new ToolException($"{written} is neither a project nor a solution; name a .csproj, a .sln or a folder");
            full = Path.GetDirectoryName(full)!;
        }
        else if (!Directory.Exists(full))
        {
            throw new ToolException($"there is no {written}; name a test project, a solution or a folder that holds one");
        }

        string[] here = [.. ProjectsIn(full)];
        if (here.Length == 1)
            return here;
        string[] all = [.. Below(full).Order(StringComparer.Ordinal)];
        (string Path, string Text)[] ours = [.. all.Select(path => (path, File.ReadAllText(path))).Where(project => project.Item2.Contains("PerfAssert", StringComparison.Ordinal))];
        string[] tests = [.. ours.Where(project => IsTest(project.Text)).Select(project => project.Path)];
        if (tests.Length > 0)
            return tests;
        if (ours.Length == 1)
            return [ours[0].Path];
        throw new ToolException(all.Length == 0
            ? $"there is no project below {full}; name the test project that has the load tests"
            : $"none of the {ShownFigure.Of(all.Length, "project")} below {full} is a test project that references PerfAssert; name the project that has the load tests");
    }

    private static bool IsTest(string project)
        => project.Contains("Microsoft.NET.Test.Sdk", StringComparison.Ordinal) || project.Contains("IsTestProject", StringComparison.Ordinal);

    private static IEnumerable<string> Below(string folder)
    {
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            foreach (var project in ProjectsIn(next))
                yield return project;
            foreach (var child in Directory.EnumerateDirectories(next, "*", Entries).Where(child => !Skipped.Contains(Path.GetFileName(child))))
                open.Push(child);
        }
    }

    private static IEnumerable<string> ProjectsIn(string folder)
        => Directory.EnumerateFiles(folder, "*.*proj", Entries).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
}
