using System.Globalization;
using System.Threading.RateLimiting;
using SampleApi.Faults;

namespace SampleApi.Limits;

/// <summary>Endpoints that answer 429 when they are asked too often: one limit for all callers, and one for each.</summary>
internal static class LimitEndpoints
{
    /// <summary>A policy of 50 requests a second, for the fault <c>rate-limit</c>.</summary>
    public const string Strict = "strict";

    private const int StrictPermits = 50;
    private const string Shared = "shared";
    private const string ForEachClient = "for each client";

    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var delay))
                context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(Strict, _ => RateLimitPartition.GetFixedWindowLimiter("all", _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = StrictPermits, Window = TimeSpan.FromSeconds(1) }));
        options.AddPolicy(Shared, context => Limit(context, "all"));
        options.AddPolicy(ForEachClient, context => Limit(context, context.Request.Headers["X-Client"].ToString()));
    });

    public static void MapLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        var isLimited = !app.Services.GetRequiredService<ShopFaults>().NoLimit;
        Map("/limited", Shared);
        Map("/limited/each", ForEachClient);

        void Map(string path, string policy)
        {
            var endpoint = app.MapGet(path, () => "passed");
            if (isLimited)
                endpoint.RequireRateLimiting(policy);
        }
    }

    private static RateLimitPartition<string> Limit(HttpContext context, string key) => RateLimitPartition.GetFixedWindowLimiter(key, _ =>
    {
        var settings = context.RequestServices.GetRequiredService<IConfiguration>().GetSection("Limits").Get<LimitSettings>() ?? new LimitSettings();
        var isEarly = context.RequestServices.GetRequiredService<ShopFaults>().EarlyLimit;
        return new FixedWindowRateLimiterOptions { PermitLimit = isEarly ? settings.Permits / 2 : settings.Permits, Window = settings.Window };
    });
}
