namespace SampleApi.Baskets;

/// <summary>A product in a basket, and how many of it.</summary>
public sealed record BasketLine(int ProductId, int Quantity);
