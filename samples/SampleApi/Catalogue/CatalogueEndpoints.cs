using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using SampleApi.Faults;
using SampleApi.Limits;
using SampleApi.Storage;

namespace SampleApi.Catalogue;

/// <summary>Browsing: a page of products, one product, search by name.</summary>
internal static class CatalogueEndpoints
{
    private const int DefaultPageSize = 20;
    private const int LargestPageSize = 100;
    private const int SearchResults = 20;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        var list = routes.MapGet("/products", ListAsync);
        if (routes.ServiceProvider.GetRequiredService<ShopFaults>().RateLimit)
            list.RequireRateLimiting(LimitEndpoints.Strict);
        routes.MapGet("/products/{id}", FindAsync);
        routes.MapGet("/products/search", SearchAsync);
    }

    private static async Task<Results<Ok<ProductPage>, ValidationProblem>> ListAsync(
        ShopDb db, CancellationToken cancellation, int page = 1, int size = DefaultPageSize)
    {
        if (page < 1)
            return Invalid("page", "Pages are counted from 1.");
        if (size is < 1 or > LargestPageSize)
            return Invalid("size", $"A page has 1 to {LargestPageSize} products.");

        var total = await db.Products.CountAsync(cancellation);
        var items = await Summaries(db.Products.OrderBy(product => product.Name).ThenBy(product => product.Id))
            .Skip((page - 1) * size)
            .Take(size)
            .ToListAsync(cancellation);
        return TypedResults.Ok(new ProductPage(page, size, total, items));
    }

    private static async Task<Results<Ok<ProductDetails>, NotFound>> FindAsync(
        int id, ShopDb db, ProductCache cache, CancellationToken cancellation)
    {
        if (await cache.FindAsync(id) is { } known)
            return TypedResults.Ok(known);
        var product = await db.Products
            .Where(candidate => candidate.Id == id)
            .Select(found => new ProductDetails(found.Id, found.Name, found.Category, found.Description, found.PriceCents))
            .SingleOrDefaultAsync(cancellation);
        if (product is null)
            return TypedResults.NotFound();
        await cache.KeepAsync(product);
        return TypedResults.Ok(product);
    }

    private static async Task<Results<Ok<List<ProductSummary>>, ValidationProblem>> SearchAsync(
        ShopDb db, ShopFaults faults, CancellationToken cancellation, string? q = null)
    {
        if (string.IsNullOrWhiteSpace(q))
            return Invalid("q", "Say what to search for: /products/search?q=lamp");

        var matches = db.Products.Where(product => product.Name.Contains(q));
        var ordered = faults.SlowStatement
            ? matches.OrderByDescending(product => db.OrderLines.Count(line => line.ProductId == product.Id)).ThenBy(product => product.Name)
            : matches.OrderBy(product => product.Name);
        return TypedResults.Ok(await Summaries(ordered).Take(SearchResults).ToListAsync(cancellation));
    }

    private static IQueryable<ProductSummary> Summaries(IQueryable<Product> products)
        => products.Select(product => new ProductSummary(product.Id, product.Name, product.Category, product.PriceCents));

    private static ValidationProblem Invalid(string parameter, string problem)
        => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [parameter] = [problem] });
}
