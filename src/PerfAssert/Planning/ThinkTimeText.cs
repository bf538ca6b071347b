namespace PerfAssert;

/// <summary>
/// Think times as settings write them: <c>1s</c> (always the same), <c>1s..3s</c> (uniform), <c>normal(1s, 200ms)</c> (mean,
/// standard deviation), <c>exponential(1s)</c> or <c>exp(1s)</c> (mean), <c>none</c>.
/// </summary>
internal static class ThinkTimeText
{
    /// <summary>Reads a think time.</summary>
    /// <param name="text">As written.</param>
    /// <param name="thinkTime">The think time.</param>
    /// <param name="problem">What is wrong, to be read after the text: <c>has a lower bound above its upper bound</c>.</param>
    public static bool TryParse(string text, out ThinkTime thinkTime, out string problem)
    {
        thinkTime = ThinkTime.None;
        problem = "";
        var trimmed = text.Trim();
        if (trimmed.Equals("none", StringComparison.OrdinalIgnoreCase))
            return true;

        if (trimmed.IndexOf('(', StringComparison.Ordinal) is var open and >= 0)
            return TryParseDistribution(trimmed, open, ref thinkTime, out problem);

        if (trimmed.IndexOf("..", StringComparison.Ordinal) is var dots and >= 0)
        {
            if (!TryParsePart(trimmed[..dots], out var from, out problem) || !TryParsePart(trimmed[(dots + 2)..], out var to, out problem))
                return false;
            if (from > to)
            {
                problem = "has a lower bound above its upper bound";
                return false;
            }

            thinkTime = ThinkTime.Uniform(from, to);
            return true;
        }

        if (!DurationText.TryParse(trimmed, out var pause, out problem))
            return false;
        thinkTime = ThinkTime.Fixed(pause);
        return true;
    }

    /// <summary>Writes a think time so that <see cref="TryParse"/> reads the same one.</summary>
    /// <param name="thinkTime">The think time.</param>
    public static string Format(ThinkTime thinkTime)
    {
        if (thinkTime.IsNone)
            return "none";
        var first = DurationText.Format(thinkTime.First);
        var second = DurationText.Format(thinkTime.Second);
        return thinkTime.Distribution switch
        {
            ThinkTimeDistribution.Fixed => first,
            ThinkTimeDistribution.Uniform => $"{first}..{second}",
            ThinkTimeDistribution.Normal => $"normal({first}, {second})",
            _ => $"exponential({first})",
        };
    }

    private static bool TryParseDistribution(string text, int open, ref ThinkTime thinkTime, out string problem)
    {
        var name = text[..open].TrimEnd();
        var isNormal = name.Equals("normal", StringComparison.OrdinalIgnoreCase);
        var isExponential = name.Equals("exponential", StringComparison.OrdinalIgnoreCase) || name.Equals("exp", StringComparison.OrdinalIgnoreCase);
        if (!isNormal && !isExponential)
        {
            problem = $"is not a think time: \"{name}\" is neither normal nor exponential";
            return false;
        }

        if (!text.EndsWith(')'))
        {
            problem = "does not end with its closing parenthesis";
            return false;
        }

        var parts = text[(open + 1)..^1].Split(',');
        if (parts.Length != (isNormal ? 2 : 1))
        {
            problem = isNormal
                ? "is not a think time: normal takes two durations, the mean and the standard deviation"
                : "is not a think time: exponential takes one duration, the mean";
            return false;
        }

        var deviation = TimeSpan.Zero;
        if (!TryParsePart(parts[0], out var mean, out problem) || (isNormal && !TryParsePart(parts[1], out deviation, out problem)))
            return false;
        thinkTime = isNormal ? ThinkTime.Normal(mean, deviation) : ThinkTime.Exponential(mean);
        return true;
    }

    private static bool TryParsePart(string part, out TimeSpan duration, out string problem)
    {
        if (DurationText.TryParse(part, out duration, out problem))
            return true;
        problem = $"is not a think time: \"{part.Trim()}\" {problem}";
        return false;
    }
}
