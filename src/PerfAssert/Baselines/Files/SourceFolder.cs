using System.Reflection;

namespace PerfAssert;

/// <summary>
/// Finds the folder of a test's source, beside which its baseline belongs. The compiler's path may be mapped to another root
/// (deterministic builds), or be that of another checkout.
/// </summary>
/// <param name="Variable">Reads environment variables.</param>
internal sealed record SourceFolder(Func<string, string?> Variable)
{
    /// <summary>Names the project's folder, where it cannot be found.</summary>
    public const string ProjectVariable = "PERFASSERT_PROJECT_DIR";

    /// <summary>Assembly metadata that the package's build targets write into a test assembly.</summary>
    public const string ProjectDirectoryKey = "PerfAssert.ProjectDirectory";

    /// <inheritdoc cref="ProjectDirectoryKey"/>
    public const string ProjectFileKey = "PerfAssert.ProjectFile";

    /// <summary>Folders above the project in which sources that it links are looked for: as deep as repositories are.</summary>
    private const int MostParents = 8;

    /// <summary>The folder of a source file.</summary>
    /// <param name="sourceFile">As the compiler knew it.</param>
    /// <param name="assembly">Full path of the test assembly; empty when it is not known.</param>
    /// <param name="problem">Why it cannot be found, and what to do.</param>
    /// <returns>The full path; <see langword="null"/> when it cannot be found.</returns>
    public string? Find(string sourceFile, string assembly, out string problem) => Find(sourceFile, assembly, Metadata(assembly), out problem);

    /// <inheritdoc cref="Find(string, string, out string)"/>
    /// <param name="sourceFile">As the compiler knew it.</param>
    /// <param name="assembly">Full path of the test assembly; empty when it is not known.</param>
    /// <param name="metadata">Reads a value that the build wrote into the assembly.</param>
    /// <param name="problem">Why it cannot be found, and what to do.</param>
    public string? Find(string sourceFile, string assembly, Func<string, string?> metadata, out string problem)
    {
        problem = "";
        if (Variable(ProjectVariable) is { } named && !string.IsNullOrWhiteSpace(named))
        {
            if (Directory.Exists(named))
                return Below(Path.GetFullPath(named), sourceFile) ?? Path.GetFullPath(named);
            problem = $"{ProjectVariable} names {named}, which is no folder. Set it to the folder of the test project.";
            return null;
        }

        if (Path.IsPathFullyQualified(sourceFile) && File.Exists(sourceFile))
            return Path.GetDirectoryName(sourceFile);
        var found = Projects(assembly, metadata).Select(project => Below(project, sourceFile) ?? Beside(project, sourceFile)).FirstOrDefault(folder => folder is not null);
        if (found is null)
        {
            problem = $"The source file {(sourceFile.Length == 0 ? "(unknown)" : sourceFile)} is not on this machine, so the place of the baseline is not known. "
                + $"Set the environment variable {ProjectVariable} to the folder of the test project.";
        }

        return found;
    }

    /// <summary>A value that the build wrote into a loaded assembly.</summary>
    public static Func<string, string?> Metadata(string assembly) => key => AppDomain.CurrentDomain.GetAssemblies()
        .FirstOrDefault(loaded => !loaded.IsDynamic && assembly.Length > 0 && loaded.Location == assembly)?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;

    /// <summary>Folders that may be the project's, the likeliest first: as it was built, then where the assembly now lies.</summary>
    private static IEnumerable<string> Projects(string assembly, Func<string, string?> metadata)
    {
        if (metadata(ProjectDirectoryKey) is { Length: > 0 } built && Directory.Exists(built))
            yield return built;
        if (metadata(ProjectFileKey) is not { Length: > 0 } projectFile)
            yield break;
        for (var folder = Path.GetDirectoryName(assembly); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, projectFile)))
                yield return folder;
        }
    }

    /// <summary>The folder of the longest end of the path that exists below a folder.</summary>
    private static string? Below(string folder, string sourceFile, int leastParts = 1)
    {
        var parts = sourceFile.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        for (var skipped = 0; skipped <= parts.Length - leastParts; skipped++)
        {
            var path = Path.Combine([folder, .. parts[skipped..]]);
            if (parts[skipped].Length > 0 && File.Exists(path))
                return Path.GetDirectoryName(Path.GetFullPath(path));
        }

        return null;
    }

    /// <summary>The same for a file that the project links from elsewhere in the repository: a bare file name would be a guess.</summary>
    private static string? Beside(string project, string sourceFile)
    {
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(project));
        for (var level = 0; level < MostParents && !string.IsNullOrEmpty(folder); level++, folder = Path.GetDirectoryName(folder))
        {
            if (Below(folder, sourceFile, leastParts: 2) is { } found)
                return found;
        }

        return null;
    }
}
