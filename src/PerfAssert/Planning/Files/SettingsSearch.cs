using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>Finds files that belong to a test assembly: beside it, and in the folders above it up to those of its project and repository.</summary>
internal static class SettingsSearch
{
    private static readonly ConcurrentDictionary<(string, string?), IReadOnlyList<string>> Known = new();

    /// <summary>The first file of that name.</summary>
    /// <param name="path">Name, relative path or full path.</param>
    /// <param name="folder">Folder of the test assembly.</param>
    /// <param name="project">Folder of the test project, where it is known; the assembly may lie elsewhere.</param>
    public static string? Find(string path, string folder, string? project)
        => Folders(folder, project).Select(candidate => Path.GetFullPath(path, candidate)).FirstOrDefault(File.Exists);

    /// <summary>The folders that are looked in, the nearest first.</summary>
    public static IReadOnlyList<string> Folders(string folder, string? project) => Known.GetOrAdd(
        (folder, project),
        _ => [.. Upwards(folder).Concat(project is null || !Directory.Exists(project) ? [] : Upwards(project)).Distinct()]);

    /// <summary>Up to the repository; without one to the topmost solution or project; without any the folder alone: what lies above is not ours.</summary>
    private static List<string> Upwards(string folder)
    {
        var folders = new List<string>();
        var ours = 1;
        for (var current = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); !string.IsNullOrEmpty(current); current = Path.GetDirectoryName(current))
        {
            folders.Add(current);
            if (Path.Exists(Path.Combine(current, ".git")))
                return folders;
            if (HasProject(current))
                ours = folders.Count;
        }

        return folders[..ours];
    }

    private static bool HasProject(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any(file => Path.GetExtension(file) is ".csproj" or ".fsproj" or ".vbproj" or ".sln" or ".slnx");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
