namespace SampleApi.Baskets;

/// <summary>What customers have put into their baskets and not ordered yet: the state of their sessions.</summary>
internal interface IBaskets
{
    /// <summary>Sets how many of a product are in a basket; 0 takes it out.</summary>
    Task PutAsync(int customerId, int productId, int quantity);

    Task<IReadOnlyList<BasketLine>> GetAsync(int customerId);
}
