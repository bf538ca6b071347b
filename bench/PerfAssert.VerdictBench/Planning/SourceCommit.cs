using System.Diagnostics;

namespace PerfAssert.VerdictBench;

/// <summary>The commit that the program was built from, as far as the working folder tells.</summary>
internal static class SourceCommit
{
    public static string Read()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty") { RedirectStandardOutput = true, RedirectStandardError = true });
            var text = git!.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? text : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
