namespace SampleApi.Catalogue;

/// <summary>A product as lists show it.</summary>
public sealed record ProductSummary(int Id, string Name, string Category, int PriceCents);

/// <summary>A product with everything known about it.</summary>
public sealed record ProductDetails(int Id, string Name, string Category, string Description, int PriceCents);

/// <summary>One page of the catalogue.</summary>
public sealed record ProductPage(int Page, int Size, int Total, IReadOnlyList<ProductSummary> Items);
