using System.Globalization;

namespace PerfAssert;

/// <summary>What a connection string of StackExchange.Redis says, as far as one connection needs it: <c>host:port,password=…</c>.</summary>
internal sealed record RedisAddress(string Host, int Port)
{
    public const int DefaultPort = 6379;

    public string? User { get; init; }

    public string? Password { get; init; }

    public bool Ssl { get; init; }

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"{Host}:{Port}{(User is null ? "" : $",user={User}")}{(Password is null ? "" : $",password={Password}")}{(Ssl ? ",ssl=true" : "")}");

    /// <summary>Reads it; the first of several servers.</summary>
    /// <param name="text">As StackExchange.Redis takes it; options that do not matter here are passed over.</param>
    /// <param name="mistake">What is wrong with it.</param>
    public static RedisAddress? Parse(string text, out string mistake)
    {
        mistake = "";
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            mistake = "is a URL, which StackExchange.Redis does not take";
            return null;
        }

        if (parts.FirstOrDefault(part => !part.Contains('=', StringComparison.Ordinal)) is not { } place
            || place.LastIndexOf(':') is not (> 0 and var colon)
            || !int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is 0 or > ushort.MaxValue)
        {
            mistake = "is neither a way to start Redis nor the address of one";
            return null;
        }

        return new RedisAddress(place[..colon], port)
        {
            User = Option("user"),
            Password = Option("password"),
            Ssl = Option("ssl")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true,
        };

        string? Option(string name) => parts.FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];
    }
}
