namespace SampleApi.Catalogue;

/// <summary>Something the shop sells. Prices are in cents, so that no store rounds them.</summary>
public sealed class Product
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Category { get; set; }

    public required string Description { get; set; }

    public int PriceCents { get; set; }

    /// <summary>How many were sold.</summary>
    public int Sold { get; set; }
}
