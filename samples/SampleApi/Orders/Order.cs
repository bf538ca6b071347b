using SampleApi.Accounts;

namespace SampleApi.Orders;

/// <summary>What a customer has bought at one time.</summary>
public sealed class Order
{
    public int Id { get; set; }

    public int CustomerId { get; set; }

    public Customer? Customer { get; set; }

    public DateTime PlacedAtUtc { get; set; }

    public OrderStatus Status { get; set; }

    public List<OrderLine> Lines { get; set; } = [];
}
