using System.Security.Cryptography;

namespace SampleApi.Faults;

/// <summary>Computes some 5 ms of a core for each request, as a signature over the product does that should be kept.</summary>
internal sealed class CpuFault : IRequestFault
{
    private const int Rounds = 20_000;

    private static readonly byte[] Salt = new byte[16];

    public string Endpoint => "GET /products/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Rfc2898DeriveBytes.Pbkdf2(context.Request.Path.Value!, Salt, Rounds, HashAlgorithmName.SHA256, outputLength: 32);
        return next(context);
    }
}
