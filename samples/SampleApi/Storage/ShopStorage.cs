using Microsoft.EntityFrameworkCore;
using SampleApi.Catalogue;
using SampleApi.Faults;

namespace SampleApi.Storage;

internal static class ShopStorage
{
    /// <summary>Pooled contexts: making one per request costs more than most of the shop's queries.</summary>
    public static void AddShopStorage(this IServiceCollection services)
    {
        services.AddSingleton(provider => ShopStore.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ShopFaults>()));
        services.AddDbContextPool<ShopDb>((provider, options) =>
        {
            provider.GetRequiredService<ShopStore>().Use(options);
            options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        });
    }

    /// <summary>Redis, when the connection string <c>Redis</c> is configured (<c>ConnectionStrings__Redis</c> in the environment).</summary>
    public static void AddRedis(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RedisStore(provider.GetRequiredService<IConfiguration>().GetConnectionString("Redis")));
        services.AddSingleton<ProductCache>();
    }
}
