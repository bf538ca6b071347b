using System.Security.Cryptography;
using System.Text;

namespace PerfAssert;

/// <summary>
/// A new PostgreSQL cluster that was made once and is copied for each server: copying takes a tenth of making. It has a database for the
/// tests, and pg_stat_statements where that is installed. Kept in the user's own cache folder only, since who could write to it would
/// choose what the servers run; without such a folder, each server makes its own.
/// </summary>
internal sealed class ClusterTemplate
{
    /// <summary>Rises with every change of what is made here.</summary>
    private const int Format = 1;

    public const string User = "postgres";

    /// <summary>The database that tests use.</summary>
    public const string Database = "test";

    /// <summary>Extension that counts what statements cost; has to be loaded when the server starts.</summary>
    public const string Statements = "pg_stat_statements";

    private const string PasswordFile = "perfassert.password";

    /// <summary>Written last: a cluster without it is half made.</summary>
    private const string DoneFile = "perfassert.done";

    private static readonly string[] InitDbOptions =
        ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions", $"--username={User}"];

    private readonly PostgreSqlPrograms programs;
    private readonly string? path;

    /// <param name="programs">Of the version that the cluster is for.</param>
    /// <param name="cache">Folder of the templates; <see langword="null"/> when there is none that is safe.</param>
    public ClusterTemplate(PostgreSqlPrograms programs, string? cache)
    {
        this.programs = programs;
        var key = string.Join('\n', [programs.Folder, programs.Version, .. InitDbOptions]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12];
        path = cache is null ? null : Path.Combine(cache, $"postgresql-{programs.Version}-{hash}-{Format}");
    }

    /// <summary>The user's own cache folder; <see langword="null"/> when it cannot be written to.</summary>
    public static string? CacheFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var parent = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : home.Length > 0 ? Path.Combine(home, ".cache") : "";
        if (!Path.IsPathRooted(parent))
            return null;
        try
        {
            var folder = Path.Combine(parent, "perfassert");
            ServerFolder.CreateForOwner(folder);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the cluster in a folder can load <see cref="Statements"/>.</summary>
    public static bool HasStatements(string data) => File.ReadAllText(Path.Combine(data, DoneFile)).Contains(Statements, StringComparison.Ordinal);

    public static string Password(string data) => File.ReadAllText(Path.Combine(data, PasswordFile));

    /// <summary>Puts a new cluster into a server's folder.</summary>
    /// <exception cref="LoadTargetException">It cannot be made.</exception>
    public async Task CopyAsync(ServerFolder folder, ServerUser? user, CancellationToken cancellationToken)
    {
        if (path is not null && File.Exists(Path.Combine(path, DoneFile)))
        {
            try
            {
                CopyFolder(path, folder.Data);
                user?.Own(folder.Data);
                return;
            }
            catch (IOException)
            {
                // Another process repairs it, or somebody empties the cache.
                ServerFolder.Delete(folder.Data);
            }
        }

        await MakeAsync(folder, user, cancellationToken).ConfigureAwait(false);
        if (path is not null)
            Keep(folder.Data);
    }

    /// <summary>Forgets a template whose copy does not start.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Forget()
    {
        if (path is null || !Directory.Exists(path))
            return false;
        ServerFolder.Delete(path);
        return true;
    }

    private async Task MakeAsync(ServerFolder folder, ServerUser? user, CancellationToken cancellationToken)
    {
        // Beside the cluster, which has to be empty; readable to the server's account, as the folder is.
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var passwordFile = Path.Combine(folder.Path, PasswordFile);
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken).ConfigureAwait(false);
        user?.Own(folder.Path);
        await RunAsync([programs.InitDb, $"--pgdata={folder.Data}", $"--pwfile={passwordFile}", .. InitDbOptions], "").ConfigureAwait(false);
        var single = new[] { programs.Server, "--single", "-D", folder.Data, "-c", "fsync=off", "-c", "log_min_messages=fatal" };

        // A line is a statement. In the template of all databases, so that each new one has the extension.
        var extended = await ServerProcess.RunAsync(
            [.. user?.Prefix ?? [], .. single, "-c", $"shared_preload_libraries={Statements}", "template1"],
            cancellationToken, $"CREATE EXTENSION {Statements}\n").ConfigureAwait(false);
        await RunAsync([.. single, "template1"], $"CREATE DATABASE {Database}\n").ConfigureAwait(false);

        File.Move(passwordFile, Path.Combine(folder.Data, PasswordFile));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Data, DoneFile), extended.ExitCode == 0 ? Statements : "", cancellationToken).ConfigureAwait(false);

        async Task RunAsync(IReadOnlyList<string> command, string input)
        {
            var output = await ServerProcess.RunAsync([.. user?.Prefix ?? [], .. command], cancellationToken, input).ConfigureAwait(false);
            if (output.ExitCode != 0)
                throw new LoadTargetException($"{command[0]} could not make a PostgreSQL cluster in {folder.Data}:\n{output.Words}");
        }
    }

    /// <summary>Under its name it is whole from the start; who comes second leaves it.</summary>
    private void Keep(string data)
    {
        var building = $"{path}.{Guid.NewGuid():N}";
        try
        {
            RemoveAbandoned();
            CopyFolder(data, building);
            if (Directory.Exists(path) && !File.Exists(Path.Combine(path, DoneFile)))
                ServerFolder.Delete(path);
            Directory.Move(building, path!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process was first, or there is no room: nothing is lost but time.
            ServerFolder.Delete(building);
        }
    }

    /// <summary>What a process that was killed while it copied has left.</summary>
    private void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*"))
        {
            if (Directory.GetCreationTimeUtc(folder) < DateTime.UtcNow.AddMinutes(-10))
                ServerFolder.Delete(folder);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        ServerFolder.CreateForOwner(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            ServerFolder.CreateForOwner(to + folder[from.Length..]);
        var last = Path.Combine(from, DoneFile);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => file != last))
            File.Copy(file, to + file[from.Length..]);
        File.Copy(last, Path.Combine(to, DoneFile));
    }
}
