using System.Text;

namespace PerfAssert;

/// <summary>
/// Guesses a route from a URL where the application's own routes are not known: what looks like an identifier becomes
/// <c>{id}</c>, so that <c>/products/1</c> and <c>/products/2</c> are one series of the statistics.
/// </summary>
internal static class RouteNaming
{
    private const string Placeholder = "{id}";

    /// <summary>Shortest hexadecimal number taken for an identifier: 8 digits, a short hash; it has a digit 0-9, a word does not.</summary>
    private const int ShortestHex = 8;

    /// <summary>Shortest unbroken run of letters and digits taken for an opaque key: 16, longer than the words of a slug.</summary>
    private const int ShortestOpaqueRun = 16;

    /// <summary>An opaque key has at least this many digits; a long word has none, or one.</summary>
    private const int FewestOpaqueDigits = 2;

    /// <summary>Longest segment that is shown: 64 characters.</summary>
    private const int LongestSegment = 64;

    /// <summary>Longest file extension that stays beside a replaced name: 5, as in <c>.jpeg</c> and <c>.woff2</c>.</summary>
    private const int LongestExtension = 5;

    /// <summary>The route that a path most likely belongs to: <c>/products/123</c> gives <c>/products/{id}</c>.</summary>
    /// <param name="path">Without query, as in the URL.</param>
    public static string Template(ReadOnlySpan<char> path)
    {
        var route = new StringBuilder(path.Length + 8);
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (segment.IsEmpty)
                continue;
            route.Append('/');
            var stem = WithoutExtension(segment);
            if (IsIdentifier(stem))
                route.Append(Placeholder).Append(segment[stem.Length..]);
            else
                route.Append(segment);
        }

        return route.Length == 0 ? "/" : route.ToString();
    }

    private static ReadOnlySpan<char> WithoutExtension(ReadOnlySpan<char> segment)
    {
        var dot = segment.LastIndexOf('.');
        if (dot <= 0 || segment.Length - dot - 1 is 0 or > LongestExtension)
            return segment;
        return char.IsAsciiLetter(segment[dot + 1]) ? segment[..dot] : segment;
    }

    private static bool IsIdentifier(ReadOnlySpan<char> segment) =>
        segment.Length > LongestSegment || IsNumeric(segment) || Guid.TryParse(segment, out _) || IsHex(segment) || IsOpaque(segment);

    /// <summary>Digits, with dashes allowed: 123, -1, and dates such as 2025-11-21.</summary>
    private static bool IsNumeric(ReadOnlySpan<char> segment)
    {
        foreach (var character in segment)
        {
            if (!char.IsAsciiDigit(character) && character != '-')
                return false;
        }

        return segment.ContainsAnyInRange('0', '9');
    }

    private static bool IsHex(ReadOnlySpan<char> segment)
    {
        if (segment.Length < ShortestHex || !segment.ContainsAnyInRange('0', '9'))
            return false;
        foreach (var character in segment)
        {
            if (!char.IsAsciiHexDigit(character))
                return false;
        }

        return true;
    }

    private static bool IsOpaque(ReadOnlySpan<char> segment)
    {
        int run = 0, digits = 0;
        foreach (var character in segment)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                run = digits = 0;
                continue;
            }

            run++;
            if (char.IsAsciiDigit(character))
                digits++;
            if (run >= ShortestOpaqueRun && digits >= FewestOpaqueDigits)
                return true;
        }

        return false;
    }
}
