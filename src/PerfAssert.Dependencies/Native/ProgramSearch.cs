namespace PerfAssert;

/// <summary>Looks for programs on this machine.</summary>
internal static class ProgramSearch
{
    /// <summary>The program that a shell would start; <see langword="null"/> when there is none.</summary>
    public static string? InPath(string program) => Folders().Select(folder => In(folder, program)).FirstOrDefault(file => file is not null);

    /// <summary>The folders of PATH.</summary>
    public static IEnumerable<string> Folders()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public static string? In(string folder, string program)
    {
        var file = Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);
        return File.Exists(file) ? file : null;
    }

    /// <summary>Folders by a pattern with one <c>*</c>, such as <c>/usr/lib/postgresql/*/bin</c>.</summary>
    public static IEnumerable<string> Matching(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Directory.Exists(pattern) ? [pattern] : [];
        var start = pattern.LastIndexOfAny(['/', '\\'], star);
        var end = pattern.IndexOfAny(['/', '\\'], star);
        var parent = pattern[..start];
        if (!Directory.Exists(parent))
            return [];
        var rest = end < 0 ? "" : pattern[(end + 1)..];
        return Directory.EnumerateDirectories(parent, pattern[(start + 1)..(end < 0 ? pattern.Length : end)])
            .Select(folder => Path.Combine(folder, rest)).Where(Directory.Exists);
    }
}
