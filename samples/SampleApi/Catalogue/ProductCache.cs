using System.Globalization;
using System.Text.Json;
using SampleApi.Storage;

namespace SampleApi.Catalogue;

/// <summary>Products that were read within the last minute, in Redis; without it there is no cache, and each read is a query.</summary>
internal sealed class ProductCache(RedisStore redis)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public async ValueTask<ProductDetails?> FindAsync(int id)
    {
        if (redis.Database is not { } database)
            return null;
        var json = await database.StringGetAsync(KeyOf(id));
        return json.IsNull ? null : JsonSerializer.Deserialize<ProductDetails>((string)json!);
    }

    public async ValueTask KeepAsync(ProductDetails product)
    {
        if (redis.Database is { } database)
            await database.StringSetAsync(KeyOf(product.Id), JsonSerializer.Serialize(product), Lifetime);
    }

    private string KeyOf(int id) => string.Create(CultureInfo.InvariantCulture, $"{redis.Prefix}product:{id}");
}
