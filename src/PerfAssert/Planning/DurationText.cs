using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Durations as settings write them: <c>500ms</c>, <c>60s</c>, <c>1m30s</c>, <c>2h</c>, <c>1.5s</c>, <c>250us</c>. Spaces and the
/// case of letters do not matter, the machine's culture neither. A bare number is refused: seconds and milliseconds are
/// too easily mistaken for each other.
/// </summary>
internal static class DurationText
{
    /// <summary>The longest duration of a setting: 30 days, more than any soak test, and far from where the arithmetic of schedules loses precision.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The units as a message lists them.</summary>
    public const string Units = "us, ms, s, m or h";

    /// <summary>Below this a duration is written in seconds alone, <c>90s</c>, as people do.</summary>
    private static readonly TimeSpan MinutesFrom = TimeSpan.FromMinutes(2);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">As written.</param>
    /// <param name="duration">The duration, ≥ 0, in steps of 100 ns.</param>
    /// <param name="problem">What is wrong, to be read after the text: <c>is not a duration: "x" is no unit of time</c>.</param>
    public static bool TryParse(string text, out TimeSpan duration, out string problem)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
            return Fails("is empty", out problem);
        if (rest[0] == '-')
            return Fails("is negative", out problem);

        var ticks = 0m;
        var previousUnit = long.MaxValue;
        while (!rest.IsEmpty)
        {
            var numberEnd = EndOf(rest, static character => char.IsAsciiDigit(character) || character is '.' or ',');
            if (numberEnd == 0)
                return Fails($"is not a duration: a number is missing before \"{rest}\"", out problem);
            if (!NumberText.TryParse(rest[..numberEnd], out decimal number, out var numberProblem))
                return Fails("is not a duration: " + numberProblem, out problem);
            rest = rest[numberEnd..].TrimStart();

            var unitEnd = EndOf(rest, static character => !char.IsAsciiDigit(character) && character is not ('.' or ',') && !char.IsWhiteSpace(character));
            if (unitEnd == 0)
                return Fails("has no unit of time", out problem);
            if (TicksOf(rest[..unitEnd]) is not { } unit)
                return Fails($"is not a duration: \"{rest[..unitEnd]}\" is no unit of time", out problem);
            if (unit >= previousUnit)
                return Fails("is not a duration: its units must go from large to small, each once", out problem);
            if (number > Longest.Ticks / (decimal)unit)
                return Fails($"is longer than {Format(Longest)}", out problem);
            rest = rest[unitEnd..].TrimStart();
            previousUnit = unit;
            ticks += number * unit;
        }

        if (ticks > Longest.Ticks)
            return Fails($"is longer than {Format(Longest)}", out problem);
        duration = new TimeSpan((long)decimal.Round(ticks));
        problem = "";
        return true;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads the same one.</summary>
    /// <param name="duration">≥ 0.</param>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMilliseconds(1) && duration > TimeSpan.Zero)
            return In(TimeSpan.TicksPerMicrosecond, "us");
        if (duration < TimeSpan.FromSeconds(1) && duration > TimeSpan.Zero)
            return In(TimeSpan.TicksPerMillisecond, "ms");
        if (duration < MinutesFrom)
            return In(TimeSpan.TicksPerSecond, "s");

        var seconds = duration.Ticks % TimeSpan.TicksPerMinute;
        return Part((long)duration.TotalHours, "h") + Part(duration.Minutes, "m")
            + (seconds == 0 ? "" : Number(seconds, TimeSpan.TicksPerSecond) + "s");

        string In(long unit, string name) => Number(duration.Ticks, unit) + name;

        static string Part(long value, string name) => value == 0 ? "" : value.ToString(CultureInfo.InvariantCulture) + name;

        static string Number(long ticks, long unit) => ((decimal)ticks / unit).ToString("0.#######", CultureInfo.InvariantCulture);
    }

    private static long? TicksOf(ReadOnlySpan<char> unit)
    {
        // µ has two code points: the micro sign and the Greek letter.
        if (Is(unit, "us") || Is(unit, "\u00B5s") || Is(unit, "\u03BCs"))
            return TimeSpan.TicksPerMicrosecond;
        if (Is(unit, "ms"))
            return TimeSpan.TicksPerMillisecond;
        if (Is(unit, "s"))
            return TimeSpan.TicksPerSecond;
        if (Is(unit, "m") || Is(unit, "min"))
            return TimeSpan.TicksPerMinute;
        return Is(unit, "h") ? TimeSpan.TicksPerHour : null;

        static bool Is(ReadOnlySpan<char> unit, string name) => unit.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static int EndOf(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var end = 0;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end;
    }

    private static bool Fails(string what, out string problem)
    {
        problem = what;
        return false;
    }
}
