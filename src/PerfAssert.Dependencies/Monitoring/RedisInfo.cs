using System.Globalization;

namespace PerfAssert;

/// <summary>What the command INFO says, as far as a run is told of it.</summary>
/// <param name="Commands">Commands processed, those of monitors left out.</param>
/// <param name="Microseconds">Time of those commands together.</param>
/// <param name="Hits">Reads that found their key.</param>
/// <param name="Misses">Reads that did not.</param>
/// <param name="Evicted">Keys removed for lack of memory.</param>
/// <param name="Memory">Bytes allocated.</param>
/// <param name="Clients">Connections, without the monitor's.</param>
internal sealed record RedisInfo(long Commands, long Microseconds, long Hits, long Misses, long Evicted, long Memory, int Clients)
{
    private const string CommandPrefix = "cmdstat_";

    /// <summary>What a monitor asks, and what any client says to be let in.</summary>
    private static readonly string[] NotTheApplications = ["info", "auth", "hello", "config", "client"];

    /// <summary>Reads the answer.</summary>
    public static RedisInfo Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                values[line[..colon]] = line[(colon + 1)..].Trim();
        }

        long commands = 0, microseconds = 0;
        foreach (var (name, value) in values)
        {
            if (!name.StartsWith(CommandPrefix, StringComparison.Ordinal) || NotTheApplications.Contains(name[CommandPrefix.Length..].Split('|')[0], StringComparer.Ordinal))
                continue;
            foreach (var field in value.Split(','))
            {
                if (field.StartsWith("calls=", StringComparison.Ordinal))
                    commands += Number(field[6..]);
                else if (field.StartsWith("usec=", StringComparison.Ordinal))
                    microseconds += Number(field[5..]);
            }
        }

        return new(
            commands,
            microseconds,
            Number(values.GetValueOrDefault("keyspace_hits")),
            Number(values.GetValueOrDefault("keyspace_misses")),
            Number(values.GetValueOrDefault("evicted_keys")),
            Number(values.GetValueOrDefault("used_memory")),
            (int)Math.Max(0, Number(values.GetValueOrDefault("connected_clients")) - 1));
    }

    private static long Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
