using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>PostgreSQL's programs on this machine.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Version">Such as <c>15.18</c>.</param>
internal sealed partial record PostgreSqlPrograms(string Folder, string Version)
{
    /// <summary>Where packages install them, beside PATH.</summary>
    public static readonly IReadOnlyList<string> UsualFolders =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin", "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    public string Server => ProgramSearch.In(Folder, "postgres")!;

    public string InitDb => ProgramSearch.In(Folder, "initdb")!;

    /// <summary>The newest version that is installed; <see langword="null"/> when there is none.</summary>
    /// <param name="folder">The only place to look at; <see langword="null"/> for all usual ones.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<PostgreSqlPrograms?> FindAsync(string? folder, CancellationToken cancellationToken)
    {
        var folders = folder is not null ? [folder] : ProgramSearch.Folders().Concat(UsualFolders.SelectMany(ProgramSearch.Matching));
        var found = new List<PostgreSqlPrograms>();
        foreach (var place in folders.Select(Resolve).OfType<string>().Distinct())
        {
            if (await VersionInAsync(place, cancellationToken).ConfigureAwait(false) is { } version)
                found.Add(new PostgreSqlPrograms(place, version));
        }

        return found.MaxBy(programs => Number(programs.Version));
    }

    /// <summary>The folder that the programs are really in: a link in PATH leads to them.</summary>
    private static string? Resolve(string folder)
        => ProgramSearch.In(folder, "postgres") is { } server
            ? Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(server))
            : null;

    private static async Task<string?> VersionInAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProgramSearch.In(folder, "initdb") is null || ProgramSearch.In(folder, "postgres") is not { } server)
            return null;
        try
        {
            var answer = await ServerProcess.RunAsync([server, "--version"], cancellationToken).ConfigureAwait(false);
            return VersionText().Match(answer.Output) is { Success: true } match ? match.Groups[1].Value : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // For another processor, or not ours to run.
            return null;
        }
    }

    private static double Number(string version) => double.Parse(MajorText().Match(version).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+\S*)")]
    private static partial Regex VersionText();

    [GeneratedRegex(@"^\d+(\.\d+)?")]
    private static partial Regex MajorText();
}
