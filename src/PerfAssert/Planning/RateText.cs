using System.Globalization;

namespace PerfAssert;

/// <summary>Rates as settings write them: <c>200/s</c>, <c>30/min</c>, <c>1000/h</c>, <c>0.5/s</c>; culture-independent.</summary>
internal static class RateText
{
    /// <summary>The slowest rate above zero: 1/h. Less often than that is no load.</summary>
    public const double Slowest = 1.0 / 3600;

    /// <summary>The fastest rate: 1,000,000/s, more than one process can start.</summary>
    public const double Fastest = 1e6;

    private static readonly (string Name, int Seconds)[] Units = [("s", 1), ("min", 60), ("h", 3600)];

    /// <summary>Reads a rate.</summary>
    /// <param name="text">As written.</param>
    /// <param name="perSecond">Starts per second, ≥ 0.</param>
    /// <param name="problem">What is wrong, to be read after the text: <c>is not a rate: "x" is not a number</c>.</param>
    public static bool TryParse(string text, out double perSecond, out string problem)
    {
        perSecond = 0;
        problem = "";
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            problem = "is empty";
            return false;
        }

        if (trimmed[0] == '-')
        {
            problem = "is negative";
            return false;
        }

        var slash = trimmed.IndexOf('/');
        if (slash < 0)
        {
            problem = "does not say per what: /s, /min or /h";
            return false;
        }

        if (!NumberText.TryParse(trimmed[..slash].TrimEnd(), out double number, out var numberProblem))
        {
            problem = "is not a rate: " + numberProblem;
            return false;
        }

        var unit = trimmed[(slash + 1)..].TrimStart();
        if (SecondsOf(unit) is not { } seconds)
        {
            problem = $"is not a rate: after the / stands \"{unit}\", and not s, min or h";
            return false;
        }

        perSecond = number / seconds;
        problem = perSecond switch
        {
            > 0 and < Slowest => $"is slower than {Format(Slowest)}",
            > Fastest => $"is faster than {Format(Fastest)}",
            _ => "",
        };
        return problem.Length == 0;
    }

    /// <summary>Writes a rate so that <see cref="TryParse"/> reads the same one, in the unit with the shortest number.</summary>
    /// <param name="perSecond">0, or from <see cref="Slowest"/> to <see cref="Fastest"/>.</param>
    public static string Format(double perSecond)
    {
        foreach (var (name, seconds) in Units)
        {
            var number = (perSecond * seconds).ToString("0.####", CultureInfo.InvariantCulture);
            if (double.Parse(number, CultureInfo.InvariantCulture) / seconds == perSecond)
                return $"{number}/{name}";
        }

        return perSecond.ToString("R", CultureInfo.InvariantCulture) + "/s";
    }

    private static int? SecondsOf(ReadOnlySpan<char> unit)
    {
        foreach (var (name, seconds) in Units)
        {
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase))
                return seconds;
        }

        return null;
    }
}
