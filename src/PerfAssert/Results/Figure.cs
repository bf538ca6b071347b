using System.Globalization;

namespace PerfAssert;

/// <summary>Numbers as every message and report prints them: three significant digits or so, a unit, invariant culture.</summary>
internal static class Figure
{
    /// <summary>A duration: <c>850 ns</c>, <c>12.3 µs</c>, <c>4.56 ms</c>, <c>1.23 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Duration(double nanoseconds)
    {
        if (double.IsNaN(nanoseconds))
            return "n/a";
        if (nanoseconds < 0)
            return "-" + Duration(-nanoseconds);
        return nanoseconds switch
        {
            0 => "0 ms",
            < 999.5 => Significant(nanoseconds) + " ns",
            < 999_500 => Significant(nanoseconds / 1e3) + " µs",
            < 999_500_000 => Significant(nanoseconds / 1e6) + " ms",
            < 119_500_000_000 => Significant(nanoseconds / 1e9) + " s",
            < 3_599_500_000_000 => Split(nanoseconds, 60, "min", "s"),
            _ => Split(nanoseconds / 60, 60, "h", "min"),
        };
    }

    public static string Duration(TimeSpan duration) => Duration(duration.Ticks * 100.0);

    /// <summary>A count with thousands separated: <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate per second: <c>1,234/s</c>, <c>0.25/s</c>.</summary>
    public static string Rate(double perSecond) => Number(perSecond) + "/s";

    /// <summary>A share: <c>0.12%</c>, <c>100%</c>. A share above zero never prints as zero, one below one never as 100%.</summary>
    public static string Percent(double share)
    {
        if (double.IsNaN(share))
            return "n/a";
        var percent = share * 100;
        return percent switch
        {
            > 0 and < 0.001 => "<0.001%",
            > 99.999 and < 100 => ">99.999%",
            _ => percent.ToString(percent is > 99 and < 100 or < 1 ? "0.###" : "0.#", CultureInfo.InvariantCulture) + "%",
        };
    }

    /// <summary>An amount of data: <c>512 B</c>, <c>1.5 KB</c>, <c>2.34 MB</c>. 1 KB is 1024 bytes.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 0 => "-" + Bytes(-bytes),
        < 1024 => Number(bytes) + " B",
        < 1024 * 1024 => Significant(bytes / 1024) + " KB",
        < 1024.0 * 1024 * 1024 => Significant(bytes / 1024 / 1024) + " MB",
        _ => Significant(bytes / 1024 / 1024 / 1024) + " GB",
    };

    /// <summary>A plain number: separated thousands when large, three significant digits when small.</summary>
    public static string Number(double value) => Math.Abs(value) >= 100
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : Significant(value);

    private static string Significant(double value)
    {
        var magnitude = Math.Abs(value);
        var format = magnitude switch
        {
            0 => "0",
            >= 99.95 => "0",
            >= 9.995 => "0.#",
            >= 0.9995 => "0.##",
            >= 0.1 => "0.###",
            _ => "0.####",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Split(double nanoseconds, int parts, string large, string small)
    {
        var total = (long)Math.Round(nanoseconds / 1e9);
        var (whole, rest) = Math.DivRem(total, parts);
        return rest == 0 ? $"{whole} {large}" : $"{whole} {large} {rest} {small}";
    }
}
