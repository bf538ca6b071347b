using Microsoft.EntityFrameworkCore;

namespace SampleApi.Storage;

internal static class ShopStorage
{
    /// <summary>Pooled contexts: making one per request costs more than most of the shop's queries.</summary>
    public static void AddShopStorage(this IServiceCollection services)
    {
        services.AddSingleton<ShopStore>();
        services.AddDbContextPool<ShopDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<ShopStore>().ConnectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(SqlitePragmas.Instance));
    }
}
