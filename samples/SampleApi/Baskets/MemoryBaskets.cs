using System.Collections.Concurrent;

namespace SampleApi.Baskets;

/// <summary>Baskets in the memory of this process.</summary>
internal sealed class MemoryBaskets : IBaskets
{
    private readonly ConcurrentDictionary<int, ConcurrentDictionary<int, int>> baskets = new();

    public Task PutAsync(int customerId, int productId, int quantity)
    {
        var basket = baskets.GetOrAdd(customerId, _ => new ConcurrentDictionary<int, int>());
        if (quantity == 0)
            basket.TryRemove(productId, out _);
        else
            basket[productId] = quantity;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<BasketLine>> GetAsync(int customerId) => Task.FromResult<IReadOnlyList<BasketLine>>(
        baskets.TryGetValue(customerId, out var basket) ? [.. basket.Select(line => new BasketLine(line.Key, line.Value))] : []);
}
