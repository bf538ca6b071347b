using System.Globalization;

namespace PerfAssert.Tests.Docs.Ci;

/// <summary>Five fields of a schedule: minute, hour, day, month, day of the week.</summary>
internal static class Cron
{
    private static readonly (int Low, int High)[] Fields = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    public static bool IsValid(string? text)
        => text?.Split(' ') is { Length: 5 } fields && fields.Zip(Fields).All(pair => pair.First.Split(',').All(part => IsPart(part, pair.Second)));

    private static bool IsPart(string part, (int Low, int High) limits) => part.Split('/') switch
    {
        ["*"] => true,
        [var range] => range.Split('-').All(value => IsNumber(value, limits)),
        ["*", var step] => IsNumber(step, limits),
        _ => false,
    };

    private static bool IsNumber(string text, (int Low, int High) limits)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= limits.Low && value <= limits.High;
}
