using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace PerfAssert.Tests.Reporting;

/// <summary>
/// Compares a text with an accepted file (<c>name.verified.txt</c>). Where they differ, the text is written beside it as
/// <c>name.received.txt</c>; renaming that file accepts it.
/// </summary>
internal static class Snapshot
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "PerfAssert.Tests", "Reporting", "Snapshots");

    /// <summary>Renders under several cultures, demands one text, and compares it.</summary>
    public static void Verify(string name, string extension, Func<string> render)
    {
        var before = CultureInfo.CurrentCulture;
        var texts = new Dictionary<string, string>();
        try
        {
            foreach (var culture in new[] { "en-US", "de-DE", "ar-SA", "tr-TR" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                texts[culture] = render();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        foreach (var (culture, text) in texts)
        {
            if (Difference(texts["en-US"], text) is { } difference)
                throw new XunitException($"{name} is not the same under {culture} as under en-US. {difference}");
        }

        Compare(Folder, name, extension, texts["en-US"]);
    }

    /// <summary>Compares a text with the accepted file in a folder.</summary>
    public static void Compare(string folder, string name, string extension, string text)
    {
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        var difference = Difference(expected, text);
        if (difference is null)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        throw new XunitException($"{Path.GetFileName(verified)} {(expected.Length == 0 ? "does not exist" : "differs")}. {difference}\n"
            + $"To accept the new text, rename {received} to {Path.GetFileName(verified)}.");
    }

    private static string? Difference(string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return null;
        var before = expected.Split('\n');
        var after = actual.Split('\n');
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"First difference in line {line + 1}:\n  - {(line < before.Length ? before[line] : "(end)")}\n  + {(line < after.Length ? after[line] : "(end)")}";
    }
}
