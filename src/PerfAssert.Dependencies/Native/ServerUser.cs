using System.Globalization;
using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>The account that servers run as when the tests run as root, which PostgreSQL refuses to.</summary>
internal sealed partial record ServerUser(string Name, uint Id, uint Group)
{
    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>What makes a command run as this account; it becomes the command, with the same process id.</summary>
    public IReadOnlyList<string> Prefix => ["setpriv", Option("reuid", Id), Option("regid", Group), "--clear-groups"];

    /// <summary>The first of these accounts that exists; <see langword="null"/> when nobody has to be changed to, or nobody can.</summary>
    public static ServerUser? Choose(params string[] names)
    {
        if (!IsRoot || ProgramSearch.InPath("setpriv") is null)
            return null;
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        return (from name in names
                from account in accounts
                where account[0] == name
                select new ServerUser(name, uint.Parse(account[2], CultureInfo.InvariantCulture), uint.Parse(account[3], CultureInfo.InvariantCulture)))
            .FirstOrDefault();
    }

    /// <summary>Gives the folder and everything in it to this account.</summary>
    public void Own(string folder)
    {
        Give(folder);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            Give(entry);
    }

    private static string Option(string name, uint value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");

    private void Give(string path)
    {
        if (ChangeOwner(path, Id, Group) != 0)
            throw new IOException($"{path} cannot be given to the user {Name}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
