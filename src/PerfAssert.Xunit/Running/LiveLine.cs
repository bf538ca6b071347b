namespace PerfAssert;

/// <summary>
/// A line that a developer sees while the test runs. Under VSTest the test host's console reaches loggers only; ours knows its lines
/// by the mark and prints them, whatever the verbosity.
/// </summary>
internal static class LiveLine
{
    public const string Mark = "[PerfAssert] ";

    public static void Write(string line) => Console.Out.WriteLine(Mark + line);
}
