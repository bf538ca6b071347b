using SampleApi.Catalogue;

namespace SampleApi.Orders;

/// <summary>One product of an order, at the price of the day.</summary>
public sealed class OrderLine
{
    public int OrderId { get; set; }

    public int Number { get; set; }

    public int ProductId { get; set; }

    public Product? Product { get; set; }

    public int Quantity { get; set; }

    public int PriceCents { get; set; }
}
