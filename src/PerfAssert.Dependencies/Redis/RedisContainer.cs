using System.Security.Cryptography;

namespace PerfAssert;

/// <summary>Redis in a container of an image such as the official one.</summary>
internal static class RedisContainer
{
    public static ContainerPlan Plan(string image, IReadOnlyDictionary<string, string> settings, Durability durability)
    {
        var all = RedisSettings.For(durability);
        foreach (var (name, value) in settings)
            all[name] = value;
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        return new ContainerPlan
        {
            Kind = "redis",
            Image = image,
            Port = RedisAddress.DefaultPort,
            Arguments = [.. all.SelectMany(setting => new[] { "--" + setting.Key, setting.Value })],
            Variables = new Dictionary<string, string> { ["SERVER_PASSWORD"] = password },
            ConnectionString = (host, port) => new RedisAddress(host, port) { Password = password }.ConnectionString,
            PrepareAsync = async (connectionString, cancellationToken) =>
            {
                var connection = await RedisConnection.OpenAsync(RedisAddress.Parse(connectionString, out _)!, cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                    await connection.AskAsync(cancellationToken, "PING").ConfigureAwait(false);
            },
        };
    }
}
