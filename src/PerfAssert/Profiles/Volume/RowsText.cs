using System.Globalization;

namespace PerfAssert;

/// <summary>Sizes as settings write them: <c>10^4, 10^5, 10^6</c>, <c>1000, 20_000</c>, <c>1e5</c>.</summary>
internal static class RowsText
{
    public const string Example = "10^4, 10^5, 10^6";

    /// <summary>Reads the sizes; <see langword="null"/> when they are not right.</summary>
    public static IReadOnlyList<long>? Read(SettingsReader reader, string name, string? text)
    {
        var wanted = reader.Wanted(name, Example);
        if (string.IsNullOrWhiteSpace(text))
        {
            reader.Report(text is null ? name : reader.Stated(name, text), text is null ? "is missing, so nothing says how many rows there are to be" : "is empty", $"Write the sizes, such as {wanted}.");
            return null;
        }

        var sizes = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryParse(part) is { } size)
            {
                sizes.Add(size);
                continue;
            }

            reader.Report(reader.Stated(name, text), $"cannot be read: \"{part}\" is no number of rows from 1 to {Figure.Count(Most)}", $"Write whole numbers between commas, such as {wanted}.");
            return null;
        }

        if (sizes.Count < 2)
            reader.Report(reader.Stated(name, text), "is a single size, at which nothing can grow", $"Write at least two, such as {wanted}.");
        else if (sizes.Zip(sizes.Skip(1)).Any(pair => pair.Second <= pair.First))
            reader.Report(reader.Stated(name, text), "does not rise", $"Write each size once, the smallest first, such as {wanted}.");
        else
            return sizes;
        return null;
    }

    /// <summary>More rows than this no test fills.</summary>
    private const long Most = 1_000_000_000_000;

    private static long? TryParse(string part)
    {
        var digits = part.Replace("_", "", StringComparison.Ordinal);
        var power = digits.IndexOf('^', StringComparison.Ordinal);
        double size;
        if (power > 0
            && double.TryParse(digits[..power], NumberStyles.None, CultureInfo.InvariantCulture, out var factor)
            && int.TryParse(digits[(power + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var exponent))
            size = Math.Pow(factor, exponent);
        else if (!double.TryParse(digits, NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out size))
            return null;
        return size is >= 1 and <= Most && Math.Floor(size).Equals(size) ? (long)size : null;
    }
}
