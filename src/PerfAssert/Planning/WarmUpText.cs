namespace PerfAssert;

/// <summary>Warm-ups as settings write them: <c>auto</c>, <c>none</c>, or a length such as <c>5s</c>.</summary>
internal static class WarmUpText
{
    /// <summary>Reads a warm-up.</summary>
    /// <param name="text">As written.</param>
    /// <param name="warmUp">The warm-up.</param>
    /// <param name="problem">What is wrong, to be read after the text.</param>
    public static bool TryParse(string text, out WarmUp warmUp, out string problem)
    {
        var trimmed = text.Trim();
        warmUp = trimmed.Equals("none", StringComparison.OrdinalIgnoreCase) ? WarmUp.None : WarmUp.Auto;
        problem = "";
        if (warmUp == WarmUp.None || trimmed.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return true;
        if (DurationText.TryParse(trimmed, out var duration, out problem))
        {
            warmUp = WarmUp.For(duration);
            return true;
        }

        if (trimmed.Length > 0 && char.IsAsciiLetter(trimmed[0]))
            problem = "is neither auto, none nor a duration";
        return false;
    }

    /// <summary>Writes a warm-up so that <see cref="TryParse"/> reads the same one.</summary>
    /// <param name="warmUp">The warm-up.</param>
    public static string Format(WarmUp warmUp) => warmUp.Duration switch
    {
        null => "auto",
        { Ticks: 0 } => "none",
        { } duration => DurationText.Format(duration),
    };
}
