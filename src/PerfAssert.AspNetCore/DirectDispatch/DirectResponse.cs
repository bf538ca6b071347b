using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PerfAssert;

/// <summary>
/// The response to a dispatched request. It stands in the user's own memory, which the user's next dispatch uses again: take
/// what is needed of it before.
/// </summary>
public readonly struct DirectResponse : IEquatable<DirectResponse>
{
    private readonly DirectExchange? exchange;
    private readonly int version;

    internal DirectResponse(DirectExchange exchange)
    {
        this.exchange = exchange;
        version = exchange.Version;
    }

    /// <summary>The status code.</summary>
    public int StatusCode => Exchange.StatusCode;

    /// <summary>Whether the status code is 200 to 299.</summary>
    public bool IsSuccess => StatusCode is >= 200 and <= 299;

    /// <summary>Bytes of the body.</summary>
    public long BodyLength => Body.Length;

    /// <summary>The body, without a copy.</summary>
    public ReadOnlyMemory<byte> Body => Exchange.Writer.Written;

    /// <summary>The headers, which cannot be changed.</summary>
    public IHeaderDictionary Headers => Exchange.Headers;

    private DirectExchange Exchange => exchange is { } current && current.Version == version
        ? current
        : throw new InvalidOperationException(
            "This response is gone: the user has dispatched another request since, which uses the same memory. "
            + "Read what is needed of a response before the user's next DispatchAsync.");

    /// <summary>Whether two values are the same response.</summary>
    public static bool operator ==(DirectResponse left, DirectResponse right) => left.Equals(right);

    /// <summary>Whether two values are different responses.</summary>
    public static bool operator !=(DirectResponse left, DirectResponse right) => !left.Equals(right);

    /// <summary>The body as UTF-8 text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON.</summary>
    /// <typeparam name="T">What it describes.</typeparam>
    /// <param name="options">By default those of the web: camel case, names in any case.</param>
    /// <exception cref="JsonException">The body is no such JSON.</exception>
    public T? ReadJson<T>(JsonSerializerOptions? options = null) => JsonSerializer.Deserialize<T>(Body.Span, options ?? JsonSerializerOptions.Web);

    /// <summary>Throws unless the status code is 200 to 299.</summary>
    /// <exception cref="HttpRequestException">With the status code.</exception>
    public void EnsureSuccess()
    {
        if (!IsSuccess)
        {
            throw new HttpRequestException(
                string.Create(CultureInfo.InvariantCulture, $"{Exchange.Method} {Exchange.RawTarget} answered {StatusCode}."),
                null,
                (System.Net.HttpStatusCode)StatusCode);
        }
    }

    /// <inheritdoc />
    public bool Equals(DirectResponse other) => ReferenceEquals(exchange, other.exchange) && version == other.version;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is DirectResponse other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(exchange, version);
}
