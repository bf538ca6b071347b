namespace PerfAssert;

/// <summary>The commit that is checked out, read off the repository's files: no process is started for it.</summary>
internal static class SourceCommit
{
    /// <summary>Enough to be unique in the largest repositories.</summary>
    private const int Length = 10;

    private static readonly Lazy<string?> Checked = new(() => Read(AppContext.BaseDirectory));

    /// <summary>Abbreviated commit of the folder that the tests run in; <see langword="null"/> outside a repository.</summary>
    public static string? Current => Checked.Value;

    /// <summary>Abbreviated commit of a folder; <see langword="null"/> outside a repository.</summary>
    public static string? Read(string folder)
    {
        try
        {
            for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            {
                var git = Path.Combine(current.FullName, ".git");
                if (Directory.Exists(git))
                    return Head(git);
                if (File.Exists(git) && File.ReadAllText(git).Trim() is var link && link.StartsWith("gitdir:", StringComparison.Ordinal))
                    return Head(Path.GetFullPath(link["gitdir:".Length..].Trim(), current.FullName));
            }
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception) || exception is ArgumentException)
        {
            // The name of the commit is a convenience.
        }

        return null;
    }

    private static string? Head(string git)
    {
        var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith("ref:", StringComparison.Ordinal))
            return Abbreviated(head);
        var name = head["ref:".Length..].Trim();
        var common = Path.Combine(git, "commondir");
        var shared = File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), git) : git;
        var loose = Path.Combine(shared, name);
        if (File.Exists(loose))
            return Abbreviated(File.ReadAllText(loose).Trim());
        var packed = Path.Combine(shared, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).Where(line => line.EndsWith(" " + name, StringComparison.Ordinal)).Select(line => Abbreviated(line.Split(' ')[0])).FirstOrDefault()
            : null;
    }

    private static string? Abbreviated(string commit) => commit.Length >= Length && commit.All(char.IsAsciiHexDigit) ? commit[..Length] : null;
}
