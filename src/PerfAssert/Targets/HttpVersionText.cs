using System.Globalization;

namespace PerfAssert;

/// <summary>The HTTP versions that a load can have, as settings and results write them.</summary>
internal static class HttpVersionText
{
    /// <summary>Reads <c>1.1</c>, <c>2.0</c> or <c>2</c>.</summary>
    public static bool TryParse(string text, out Version version)
    {
        version = text switch
        {
            "1.1" => System.Net.HttpVersion.Version11,
            "2.0" or "2" => System.Net.HttpVersion.Version20,
            _ => System.Net.HttpVersion.Unknown,
        };
        return version != System.Net.HttpVersion.Unknown;
    }

    /// <summary>Refuses versions that cannot be measured.</summary>
    /// <exception cref="ArgumentException">It is neither 1.1 nor 2.0.</exception>
    public static Version Check(Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version == System.Net.HttpVersion.Version11 || version == System.Net.HttpVersion.Version20
            ? version
            : throw new ArgumentException(
                $"HttpVersion {version} cannot be measured. Write new Version(1, 1), which is the default, or new Version(2, 0).", nameof(version));
    }

    /// <summary>The transport as results name it: HTTP/1.1 goes without saying.</summary>
    /// <param name="transport">Such as <c>Kestrel (loopback)</c> or <c>https://shop.example</c>.</param>
    /// <param name="version">The version of the users' requests.</param>
    public static string Describe(string transport, Version version)
    {
        if (version.Major < 2)
            return transport;
        var words = "HTTP/" + version.Major.ToString(CultureInfo.InvariantCulture);
        return transport.EndsWith(')') ? $"{transport[..^1]}, {words})" : $"{transport} ({words})";
    }
}
