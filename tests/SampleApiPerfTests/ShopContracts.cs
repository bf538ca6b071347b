namespace SampleApiPerfTests;

// A client's own view of the API, as a team that only calls it would have.
public sealed record LogIn(string Email, string Password);

public sealed record LoggedIn(string Token, int CustomerId, DateTimeOffset ExpiresAt);

public sealed record ProductPage(int Total, IReadOnlyList<ProductOnPage> Items);

public sealed record ProductOnPage(int Id, string Name, int PriceCents);

public sealed record NewOrder(IReadOnlyList<NewOrderLine> Lines);

public sealed record NewOrderLine(int ProductId, int Quantity);

public sealed record PlacedOrder(int Id, string Status, int TotalCents);

public sealed record UploadReceipt(long Size, string Hash);

public sealed record PriceChange(int ProductId, int PriceCents);
