using System.Globalization;

namespace PerfAssert;

/// <summary>Levels of load as settings write them: <c>5 → 20 → 100 users</c>, <c>50/s → 100/s</c>, <c>50 → 100 → 200/s</c>.</summary>
internal static class LevelsText
{
    public const string Example = "5 → 20 → 100 users";

    /// <summary>Reads the levels; <see langword="null"/> when they are not written, or not right.</summary>
    /// <param name="reader">Told what is wrong.</param>
    /// <param name="name">Name of the setting.</param>
    /// <param name="text">As written.</param>
    public static IReadOnlyList<LoadLevel>? Read(SettingsReader reader, string name, string? text)
    {
        if (text is null)
            return null;
        string[] parts = [.. text.Replace("->", "→", StringComparison.Ordinal).Split('→', ',').Select(part => part.Trim())];

        // A unit behind the last one is that of all: 50 → 100 → 200/s.
        var unit = parts[^1].IndexOf('/', StringComparison.Ordinal) is var slash && slash >= 0 ? parts[^1][slash..] : "";
        if (unit.Length > 0 && parts[..^1].All(part => double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)))
            parts = [.. parts[..^1].Select(part => part + unit), parts[^1]];

        var inner = new SettingsReader();
        var levels = new List<LoadLevel>();
        foreach (var part in parts)
        {
            if (LoadLevel.Read(inner, "", part, 20) is { } level)
                levels.Add(level);
        }

        if (inner.Errors.Count > 0)
            reader.Report(reader.Stated(name, text), $"cannot be read: {inner.Errors[0].Setting} {inner.Errors[0].Problem}", $"Write levels with arrows between, such as {reader.Wanted(name, Example)} or \"50/s → 100/s → 200/s\".");
        else if (levels.Exists(level => level.IsRate != levels[0].IsRate))
            reader.Report(reader.Stated(name, text), "mixes users and rates", $"Write one of them, such as {reader.Wanted(name, Example)} or \"50/s → 100/s → 200/s\".");
        else if (levels.Count < 2)
            reader.Report(reader.Stated(name, text), "has a single step, which is an ordinary load", $"Write at least two, such as {reader.Wanted(name, Example)}, or use [LoadFact].");
        else
            return levels;
        return null;
    }

    /// <summary><c>5 → 20 → 100 users</c>.</summary>
    public static string Format(IReadOnlyList<LoadLevel> levels)
        => string.Join(" → ", levels.SkipLast(1).Select(level => level.IsRate ? level.ToString() : Figure.Number(level.Value)).Append(levels[^1].ToString()));
}
