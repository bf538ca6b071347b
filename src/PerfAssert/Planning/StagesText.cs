using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfAssert;

/// <summary>
/// Stages as settings write them. <c>A→B in D</c> goes linearly from A to B, <c>→B in D</c> from the previous level (0 before the
/// first stage), <c>N for D</c> holds N. Levels are whole numbers of users (<c>0→50 in 10s, 50 for 60s, →0 in 5s</c>) or rates
/// (<c>0/s→200/s in 10s, 200/s for 60s</c>); a bare 0 is either. The arrow may be written <c>-&gt;</c>.
/// </summary>
internal static partial class StagesText
{
    /// <summary>Reads stages.</summary>
    /// <param name="text">As written.</param>
    /// <param name="stages">The stages, in order.</param>
    /// <param name="areRates">Whether the levels are rates (starts per second), not numbers of users.</param>
    /// <param name="problem">Everything that is wrong, to be read after the text, stage by stage.</param>
    public static bool TryParse(string text, out IReadOnlyList<Stage> stages, out bool areRates, out string problem)
    {
        stages = [];
        areRates = false;
        problem = "is empty";
        if (string.IsNullOrWhiteSpace(text))
            return false;

        var read = new List<Stage>();
        var problems = new List<string>();
        string? users = null, rate = null;
        var previous = 0.0;
        foreach (var part in text.Replace("->", "→", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries))
        {
            if (!TryParseStage(part, previous, out var stage, out var stageProblem))
                problems.Add($"stage {read.Count + 1}, \"{part}\": {stageProblem}");
            read.Add(stage);
            previous = stage.To;

            foreach (var level in LevelsOf(part))
            {
                if (level.Contains('/', StringComparison.Ordinal))
                    rate ??= level;
                else if (level != "0")
                    users ??= level;
            }
        }

        if (problems.Count == 0 && users is not null && rate is not null)
            problem = $"mixes users and rates: \"{users}\" is a number of users, \"{rate}\" is a rate";
        else
            problem = problems.Count == 0 ? "" : "cannot be read: " + string.Join("; ", problems);
        stages = read;
        areRates = rate is not null;
        return problem.Length == 0;
    }

    /// <summary>Writes stages so that <see cref="TryParse"/> reads the same ones.</summary>
    /// <param name="stages">The stages, in order.</param>
    /// <param name="areRates">Whether the levels are rates, not whole numbers of users.</param>
    public static string Format(IReadOnlyList<Stage> stages, bool areRates)
    {
        return string.Join(", ", stages.Select((stage, index) =>
        {
            var length = DurationText.Format(stage.Duration);
            if (stage.From == stage.To)
                return $"{Level(stage.To)} for {length}";
            var continues = index > 0 && stages[index - 1].To == stage.From;
            return $"{(continues ? "" : Level(stage.From))}→{Level(stage.To)} in {length}";
        }));

        string Level(double level) => areRates ? RateText.Format(level) : level.ToString("0", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^((?<from>[^→]*)(?<arrow>→))?(?<to>.*?)\s*\b(?<word>in|for)\s+(?<length>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex StageShape();

    private static IEnumerable<string> LevelsOf(string part)
    {
        var match = StageShape().Match(part);
        return new[] { match.Groups["from"].Value.Trim(), match.Groups["to"].Value.Trim() }.Where(level => level.Length > 0);
    }

    private static bool TryParseStage(string part, double previous, out Stage stage, out string problem)
    {
        stage = default;
        var match = StageShape().Match(part);
        if (!match.Success)
        {
            problem = "how long it lasts is missing, as in \"50 for 60s\" or \"0→50 in 10s\"";
            return false;
        }

        var (from, to, length) = (match.Groups["from"].Value.Trim(), match.Groups["to"].Value.Trim(), match.Groups["length"].Value);
        var isRamp = match.Groups["arrow"].Success;
        if (isRamp != match.Groups["word"].Value.Equals("in", StringComparison.OrdinalIgnoreCase))
        {
            problem = isRamp ? $"with an arrow, write \"in {length}\"" : $"write \"{to} for {length}\" to hold or \"→{to} in {length}\" to go there";
            return false;
        }

        if (!DurationText.TryParse(length, out var duration, out problem))
        {
            problem = $"\"{length}\" {problem}";
            return false;
        }

        if (duration == TimeSpan.Zero)
        {
            problem = $"\"{length}\" is zero; a jump needs no stage of its own";
            return false;
        }

        if (!TryParseLevel(to, out var target, out problem))
            return false;
        var start = isRamp ? previous : target;
        if (from.Length > 0 && !TryParseLevel(from, out start, out problem))
            return false;
        stage = new Stage(start, target, duration);
        return true;
    }

    private static bool TryParseLevel(string text, out double level, out string problem)
    {
        problem = "";
        if (text.Contains('/', StringComparison.Ordinal))
        {
            if (RateText.TryParse(text, out level, out problem))
                return true;
            problem = $"\"{text}\" {problem}";
            return false;
        }

        var isWhole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var users);
        level = users;
        if (!isWhole)
            problem = text.Length == 0 ? "the level is missing" : $"\"{text}\" is neither a whole number of users nor a rate such as 200/s";
        return isWhole;
    }
}
