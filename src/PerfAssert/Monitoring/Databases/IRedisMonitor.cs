namespace PerfAssert;

/// <summary>A monitor that has more to tell of a Redis server than values over time.</summary>
internal interface IRedisMonitor : IMonitor
{
    /// <summary>Called once, after the last sample; <see langword="null"/> when there is nothing to tell.</summary>
    RedisReport? Report();
}
