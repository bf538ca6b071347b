using System.Text.RegularExpressions;

namespace PerfAssert.Tests.Docs;

/// <summary>
/// The C# of the documentation is compiled: each block stands in a test project too, between <c>// docs:name</c> and the next
/// <c>// docs:</c> line, and the page has <c>&lt;!-- docs:name --&gt;</c> above the block.
/// </summary>
internal static partial class Documentation
{
    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md", "docs"];

    /// <summary>The folder with the solution, above the folder the tests run in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# block of every page: its page, the name above it (empty without one), its text.</summary>
    public static IEnumerable<(string Page, string Name, string Text)> Blocks()
        => Files().SelectMany(file => Block().Matches(Read(file)).Select(match => (
            Path.GetRelativePath(Root, file), match.Groups["name"].Value, match.Groups["text"].Value)));

    /// <summary>Every marked region of the living documentation, by name, as the pages shall show it.</summary>
    public static Dictionary<string, string> Regions()
        => Directory.EnumerateFiles(Path.Combine(Root, "tests", "SampleApiPerfTests"), "*.cs")
            .SelectMany(file => Region().Matches(Read(file)))
            .ToDictionary(match => match.Groups["name"].Value, match => Unindent(match.Groups["text"].Value));

    /// <summary>Links from a page to a file or folder that does not exist, as <c>page: target</c>.</summary>
    public static IEnumerable<string> BrokenLinks()
        => from file in Files()
           from Match link in Link().Matches(Read(file))
           let target = link.Groups["target"].Value
           where !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
           select $"{Path.GetRelativePath(Root, file)}: {target}";

    /// <summary>The shell of a page: its <c>sh</c> blocks, and what stands after a prompt in its <c>console</c> blocks.</summary>
    public static IEnumerable<string> Shell(string page) => ShellBlock().Matches(page).Select(match => match.Groups["kind"].Value == "sh"
        ? match.Groups["text"].Value
        : string.Join('\n', Prompt().Matches(match.Groups["text"].Value).Select(line => line.Groups["command"].Value)));

    /// <summary>Every page: its path from the root, its text.</summary>
    public static IEnumerable<(string Page, string Text)> Texts() => Files().Select(file => (Path.GetRelativePath(Root, file), Read(file)));

    private static IEnumerable<string> Files() => Pages
        .Select(page => Path.Combine(Root, page))
        .SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.md", SearchOption.AllDirectories) : File.Exists(path) ? [path] : []);

    /// <summary>Lines moved left together; a type that continues after the region is closed, so that the block reads as a whole.</summary>
    private static string Unindent(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        var moved = string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.Trim()));
        return moved.Count(character => character == '{') > moved.Count(character => character == '}') ? moved + "\n}" : moved;
    }

    private static string Read(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PerfAssert.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No PerfAssert.sln above {AppContext.BaseDirectory}.");
        return folder;
    }

    [GeneratedRegex(@"```(?<kind>sh|console)\n(?<text>.*?)\n?```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^\$ (?<command>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#\s]+)[^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"(<!-- docs:(?<name>[\w-]+) -->\n)?```csharp\n(?<text>.*?)\n?```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *// docs:(?!end\n)(?<name>[\w-]+)\n(?<text>.*?)(?=^ *// docs:)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Region();
}
