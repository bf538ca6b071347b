using System.Buffers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SampleApi.Catalogue;
using SampleApi.Storage;

namespace SampleApi.Export;

/// <summary>The whole catalogue, one product on each line, sent while it is read.</summary>
internal static class ExportEndpoints
{
    /// <summary>Products that are sent at a time.</summary>
    private const int Batch = 100;

    public static void MapExport(this IEndpointRouteBuilder routes) => routes.MapGet("/products/export", WriteAsync);

    private static async Task WriteAsync(ShopDb db, HttpResponse response, CancellationToken cancellation)
    {
        response.ContentType = "application/x-ndjson";
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        var written = 0;
        var products = db.Products.OrderBy(product => product.Id).Select(product => new ProductSummary(product.Id, product.Name, product.Category, product.PriceCents));
        await foreach (var product in products.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            JsonSerializer.Serialize(json, product, JsonSerializerOptions.Web);
            json.Flush();
            json.Reset();
            response.BodyWriter.Write("\n"u8);
            if (++written % Batch == 0)
                await response.BodyWriter.FlushAsync(cancellation);
        }
    }
}
