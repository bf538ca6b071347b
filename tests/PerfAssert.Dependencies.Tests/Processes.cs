using System.Diagnostics;
using System.Globalization;

namespace PerfAssert.Dependencies.Tests;

/// <summary>Processes of a Linux machine.</summary>
internal static class Processes
{
    /// <summary>Those whose command line has a word and one of several others.</summary>
    public static List<int> WithCommandLine(string word, IReadOnlyCollection<string> others)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (command.Contains(word) && others.Any(command.Contains))
                    found.Add(id);
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return found;
    }

    /// <summary>The process group, as the kernel tells it behind the name in brackets.</summary>
    public static int GroupOf(int id)
    {
        var text = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        process.WaitForExit();
    }
}
