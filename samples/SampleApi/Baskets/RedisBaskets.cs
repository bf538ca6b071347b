using System.Globalization;
using StackExchange.Redis;

namespace SampleApi.Baskets;

/// <summary>Baskets as hashes in Redis, gone after an hour without a change.</summary>
internal sealed class RedisBaskets(IDatabase database, string prefix) : IBaskets
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task PutAsync(int customerId, int productId, int quantity)
    {
        var key = KeyOf(customerId);
        await Task.WhenAll(
            quantity == 0 ? database.HashDeleteAsync(key, productId) : database.HashSetAsync(key, productId, quantity),
            database.KeyExpireAsync(key, Lifetime));
    }

    public async Task<IReadOnlyList<BasketLine>> GetAsync(int customerId)
    {
        var lines = await database.HashGetAllAsync(KeyOf(customerId));
        return Array.ConvertAll(lines, line => new BasketLine((int)line.Name, (int)line.Value));
    }

    private string KeyOf(int customerId) => string.Create(CultureInfo.InvariantCulture, $"{prefix}basket:{customerId}");
}
