using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace PerfAssert.Bench;

/// <summary>Processes of a comparison, and the CPU that they use, from the kernel's own count.</summary>
internal static class ChildProcess
{
    /// <summary>Kernel ticks per second, USER_HZ: 100 on Linux.</summary>
    private const double TicksPerSecond = 100;

    public static Process Start(string file, IEnumerable<string> arguments, bool input = false) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        RedirectStandardInput = input,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Starts this program again, whether it runs by itself or by <c>dotnet</c>.</summary>
    public static Process StartSelf(IReadOnlyList<string> arguments, bool input = false)
    {
        var self = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(self) == "dotnet"
            ? Start(self, [Assembly.GetExecutingAssembly().Location, .. arguments], input)
            : Start(self, arguments, input);
    }

    /// <summary>Full path of a command; <see langword="null"/> when it is not installed.</summary>
    public static string? Find(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, command))
        .FirstOrDefault(File.Exists);

    /// <summary>CPU time of a process and those that it started, so far.</summary>
    public static TimeSpan CpuOf(int root)
    {
        var all = new Dictionary<int, (int Parent, long Ticks)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                // The name, in parentheses, may have spaces: what follows it has none.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                all[id] = (Number(fields[1]), Number(fields[11]) + Number(fields[12]));
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return TimeSpan.FromSeconds(all.Where(pair => Belongs(pair.Key)).Sum(pair => pair.Value.Ticks) / TicksPerSecond);

        bool Belongs(int id)
        {
            for (var each = id; all.TryGetValue(each, out var process); each = process.Parent)
            {
                if (each == root)
                    return true;
            }

            return false;
        }

        static int Number(string field) => (int)long.Parse(field, CultureInfo.InvariantCulture);
    }
}
