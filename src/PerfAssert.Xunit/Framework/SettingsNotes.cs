using System.Reflection;

namespace PerfAssert;

/// <summary>What is odd about a settings file and no mistake: names of tests that are not there.</summary>
internal static class SettingsNotes
{
    /// <summary>One line for each pattern that means no load test of the assembly; none where the file is for several projects.</summary>
    public static IEnumerable<string> Of(Assembly assembly)
    {
        if (OutsideSettings.Of(assembly).File is not { } file || !IsOf(assembly, file))
            return [];
        var tests = LoadTests.Of(assembly);
        return new[] { file.Always }.Concat(file.Environments.Values)
            .SelectMany(section => section.Tests)
            .Where(pattern => !tests.Any(test => pattern.Matches(test.Name) || pattern.Matches(test.FullName)))
            .Select(pattern => $"{file.Path}({pattern.Line}): \"{pattern.Text}\" means no load test of {assembly.GetName().Name}."
                + (NearestName.Of(pattern.Text, tests.Select(test => test.Name).Concat(tests.Select(test => test.Name.Split('.')[0] + ".*").Distinct())) is { } nearest ? $" Did you mean \"{nearest}\"?" : ""));
    }

    /// <summary>A file further up may speak of the tests of other projects.</summary>
    private static bool IsOf(Assembly assembly, SettingsFile file)
    {
        var folder = Path.GetDirectoryName(file.Path)!;
        return folder == Path.GetDirectoryName(assembly.Location) || Directory.EnumerateFiles(folder, "*.*proj").Any();
    }
}
