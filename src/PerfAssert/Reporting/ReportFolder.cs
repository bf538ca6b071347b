using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfAssert;

/// <summary>Makes the folder of a run's reports: <c>20261121T133059.123Z_Class.Method</c>, so that names sort by time.</summary>
internal static class ReportFolder
{
    /// <summary>The environment variable that names the folder of all runs.</summary>
    public const string Variable = "PERFASSERT_OUTPUT";

    /// <summary>Folder of all runs beside the test assembly, when the variable names none.</summary>
    public const string DefaultName = "perf-results";

    /// <summary>
    /// Bytes of a test's name in the folder's: with the time, the hash and a file's name far below the 255 of a name on most file
    /// systems, and leaving room in the 260 of a path on Windows.
    /// </summary>
    private const int LongestKey = 80;

    /// <summary>Runs of one test that start in the same millisecond; more means that something else is wrong.</summary>
    private const int MostNamesakes = 100;

    /// <summary>Refused by Windows, by artifact stores, or awkward in a shell.</summary>
    private const string Refused = "<>:\"/\\|?*'`$&;";

    /// <summary>Folder of all runs: the one of the environment, or the one beside the test assembly.</summary>
    public static string OfAllRuns => Environment.GetEnvironmentVariable(Variable) is { } named && !string.IsNullOrWhiteSpace(named)
        ? named
        : Path.Combine(AppContext.BaseDirectory, DefaultName);

    /// <summary>Makes a new folder.</summary>
    /// <param name="key">Stable name of the test: <c>Class.Method</c>, with the row of a theory.</param>
    /// <param name="startedAt">When the run starts.</param>
    /// <param name="warning">What to tell the user when there is no folder; <see langword="null"/> otherwise.</param>
    /// <param name="parent">Folder of all runs; by default the one of the environment, or the one beside the test assembly.</param>
    /// <param name="claim">The file that is made first.</param>
    /// <returns>The full path; <see langword="null"/> when it cannot be made. The run goes on without reports.</returns>
    public static string? Create(string key, DateTimeOffset startedAt, out string? warning, string? parent = null, string claim = CsvReporter.FileName)
    {
        parent ??= OfAllRuns;
        var name = Name(key, startedAt);
        try
        {
            parent = Path.GetFullPath(parent);
            for (var number = 1; number <= MostNamesakes; number++)
            {
                var path = Path.Combine(parent, number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
                if (TryClaim(path, claim))
                {
                    warning = null;
                    return path;
                }
            }

            warning = Warning(parent, $"it has {MostNamesakes} folders of that name");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            warning = Warning(parent, exception.Message.TrimEnd('.'));
        }

        return null;
    }

    /// <summary>The name of the folder.</summary>
    /// <param name="key">Stable name of the test.</param>
    /// <param name="startedAt">When the run starts.</param>
    public static string Name(string key, DateTimeOffset startedAt)
        => startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture) + "_" + SafeName(key);

    /// <summary>The name of a test as files can have it. One that had to be changed carries a hash of the original, so that two stay two.</summary>
    /// <param name="key">Stable name of the test.</param>
    public static string SafeName(string key)
    {
        var readable = Readable(key);
        if (readable != key)
            readable += "~" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..8].ToLowerInvariant();
        return readable;
    }

    private static string Readable(string key)
    {
        var name = new StringBuilder();
        var bytes = 0;
        foreach (var rune in key.EnumerateRunes())
        {
            var refused = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar
                || (rune.IsAscii && Refused.Contains((char)rune.Value, StringComparison.Ordinal));
            if (refused && name.Length > 0 && name[^1] == '_')
                continue;
            bytes += refused ? 1 : rune.Utf8SequenceLength;
            if (bytes > LongestKey)
                break;
            name.Append(refused ? "_" : rune.ToString());
        }

        return name.ToString().TrimEnd('.');
    }

    /// <summary>Creates a file that must not exist yet: of two processes that make the same folder only one succeeds.</summary>
    private static bool TryClaim(string path, string name)
    {
        if (Directory.Exists(path))
            return false;
        Directory.CreateDirectory(path);
        var claim = Path.Combine(path, name);
        try
        {
            using var file = new FileStream(claim, FileMode.CreateNew, FileAccess.Write);
            return true;
        }
        catch (IOException) when (File.Exists(claim))
        {
            return false;
        }
    }

    private static string Warning(string parent, string reason)
        => $"PerfAssert wrote no reports: no folder can be made in {parent} ({reason}). Set the environment variable {Variable} to a folder that can be written.";
}
