namespace SampleApi.Orders;

/// <summary>An order to place.</summary>
public sealed record NewOrder(IReadOnlyList<NewOrderLine> Lines);

/// <summary>A product and how many of it to buy.</summary>
public sealed record NewOrderLine(int ProductId, int Quantity);

/// <summary>An order as the API shows it.</summary>
public sealed record OrderDetails(
    int Id, int CustomerId, DateTime PlacedAtUtc, OrderStatus Status, int TotalCents, IReadOnlyList<OrderLineDetails> Lines);

/// <summary>A line of an order as the API shows it.</summary>
public sealed record OrderLineDetails(int ProductId, int Quantity, int PriceCents);
