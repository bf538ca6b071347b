using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SampleApi.Uploads;

/// <summary>Photos of products, which are only looked at here and not kept.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
        => routes.MapPost("/uploads", ReceiveAsync).DisableAntiforgery();

    private static async Task<Results<Ok<UploadReceipt>, ValidationProblem>> ReceiveAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["file"] = ["Send a form with a file that is not empty."] });
        await using var content = file.OpenReadStream();
        var hash = await SHA256.HashDataAsync(content, cancellation);
        return TypedResults.Ok(new UploadReceipt(file.FileName, file.Length, Convert.ToHexStringLower(hash)));
    }
}
