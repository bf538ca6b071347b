namespace PerfAssert;

/// <summary>Settings of the Redis servers that tests start.</summary>
internal static class RedisSettings
{
    public static Dictionary<string, string> For(Durability durability) => durability == Durability.Production
        ? new() { ["appendonly"] = "yes", ["appendfsync"] = "everysec", ["save"] = "" }
        : new() { ["appendonly"] = "no", ["save"] = "" };

    /// <summary>What the server says of its version, and whether it writes to disk at all.</summary>
    public static async Task<(string Version, IReadOnlyList<string> Flattering)> AskAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        var connection = await RedisConnection.OpenAsync(address, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var info = await connection.AskAsync(cancellationToken, "INFO", "server").ConfigureAwait(false);
            var version = info.Split('\n').FirstOrDefault(line => line.StartsWith("redis_version:", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "";
            try
            {
                var append = (await connection.AskAsync(cancellationToken, "CONFIG", "GET", "appendonly").ConfigureAwait(false)).Split('\n')[^1];
                var save = (await connection.AskAsync(cancellationToken, "CONFIG", "GET", "save").ConfigureAwait(false)).Split('\n')[^1];
                return (version, append == "no" && save.Length == 0 ? ["no persistence"] : []);
            }
            catch (RedisException)
            {
                // A managed server, which keeps its settings to itself.
                return (version, []);
            }
        }
    }
}
