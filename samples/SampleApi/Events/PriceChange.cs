namespace SampleApi.Events;

/// <summary>A product has a new price.</summary>
public sealed record PriceChange(int ProductId, int PriceCents);
