namespace PerfAssert.Tool;

/// <summary>Finds the files that wait to be accepted, and tells PerfAssert's from those of others with the same convention.</summary>
internal static class ReceivedFiles
{
    private static readonly HashSet<string> Skipped = new(["bin", "obj", ".git", ".hg", ".vs", "node_modules"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Entries = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>The files that the given paths name or hold, in the order of their names.</summary>
    /// <exception cref="ToolException">A path does not exist, or is a file that is not one of ours.</exception>
    public static IReadOnlyList<BaselineStore> Find(ToolEnvironment environment, IReadOnlyList<string> paths)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths.Count == 0 ? ["."] : paths)
        {
            var full = environment.FullPath(path);
            if (Directory.Exists(full))
                files.UnionWith(Below(full));
            else
                files.Add(Single(full, path));
        }

        return [.. files.Select(file => StoreOf(file, environment))];
    }

    private static IEnumerable<string> Below(string folder)
    {
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var next))
        {
            foreach (var file in Directory.EnumerateFiles(next, "*" + BaselineStore.ReceivedExtension, Entries).Where(IsOurs))
                yield return file;
            foreach (var child in Directory.EnumerateDirectories(next, "*", Entries).Where(child => !Skipped.Contains(Path.GetFileName(child))))
                open.Push(child);
        }
    }

    private static string Single(string full, string written)
    {
        if (full.EndsWith(BaselineStore.VerifiedExtension, StringComparison.Ordinal))
            full = full[..^BaselineStore.VerifiedExtension.Length] + BaselineStore.ReceivedExtension;
        if (!File.Exists(full))
            throw new ToolException($"there is no {written}; name a folder or a file that ends in {BaselineStore.ReceivedExtension}, or leave it out to look below the working directory");
        if (!full.EndsWith(BaselineStore.ReceivedExtension, StringComparison.Ordinal) || !IsOurs(full))
            throw new ToolException($"{written} is not a baseline of PerfAssert; those end in {BaselineStore.ReceivedExtension} and say for which test and load they are");
        return full;
    }

    /// <summary>By its content, and without reading it as JSON: a damaged file of ours is to be told, not passed over.</summary>
    private static bool IsOurs(string file)
    {
        var text = File.ReadAllText(file);
        return text.Contains("\"loadHash\"", StringComparison.Ordinal) && text.Contains("\"environments\"", StringComparison.Ordinal);
    }

    private static BaselineStore StoreOf(string received, ToolEnvironment environment)
        => new(received[..^BaselineStore.ReceivedExtension.Length] + BaselineStore.VerifiedExtension) { Variable = environment.Variable };
}
