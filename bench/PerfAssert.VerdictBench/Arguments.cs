using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>The command line: a command, then <c>--name value</c> or <c>--switch</c>. What nobody asked for is refused at the end.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> args)
    {
        Command = args.Count > 0 ? args[0] : "";
        for (var i = 1; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new BenchException($"\"{args[i]}\" is not an option; options start with --.");
            var hasValue = i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
            values[args[i]] = hasValue ? args[++i] : null;
        }
    }

    public string Command { get; }

    public bool Has(string name)
    {
        read.Add(name);
        return values.ContainsKey(name);
    }

    public string Text(string name, string otherwise) => Has(name) ? values[name] ?? throw new BenchException($"{name} needs a value.") : otherwise;

    public string Text(string name) => Has(name) ? Text(name, "") : throw new BenchException($"{Command} needs {name}.");

    public int Count(string name, int otherwise)
        => !Has(name) ? otherwise
        : int.TryParse(values[name], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new BenchException($"{name}: \"{values[name]}\" is not a number of 0 or more.");

    public IReadOnlyList<string> List(string name, IReadOnlyCollection<string> known)
    {
        if (!Has(name))
            return [.. known];
        var chosen = Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return chosen.FirstOrDefault(value => !known.Contains(value)) is { } unknown
            ? throw new BenchException($"{name}: there is no \"{unknown}\", but {string.Join(", ", known)}.")
            : chosen;
    }

    /// <summary>To be called when everything has been read.</summary>
    public void RefuseOthers()
    {
        if (values.Keys.FirstOrDefault(name => !read.Contains(name)) is { } unknown)
            throw new BenchException($"{Command} has no option {unknown}.");
    }
}
