using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PerfAssert;

/// <summary>
/// A request for direct dispatch, prepared once and sent as often as wanted, by any number of users at once:
/// <c>private static readonly DirectRequest Page = DirectRequest.Get("/products?page=1").WithHeader("Accept", "text/html");</c>.
/// Immutable: each <c>With…</c> gives a new one.
/// </summary>
public sealed class DirectRequest
{
    private readonly KeyValuePair<string, StringValues>[] headers;
    private readonly ReadOnlyMemory<byte> body;
    private readonly string path;
    private readonly string query;
    private KnownName? knownName;

    /// <summary>Prepares a request without a body.</summary>
    /// <param name="method">The HTTP method, such as <c>GET</c>.</param>
    /// <param name="target">Path and query as in a URL, starting with a slash: <c>/products?page=1</c>.</param>
    /// <exception cref="ArgumentException">The target does not start with a slash.</exception>
    public DirectRequest(string method, string target)
        : this(HttpMethod.Parse(method), target, [new(HeaderNames.Host, DirectExchange.DefaultHost)], default)
    {
    }

    private DirectRequest(HttpMethod method, string target, KeyValuePair<string, StringValues>[] headers, ReadOnlyMemory<byte> body)
    {
        Split(target, out path, out query);
        Method = method;
        Target = target;
        this.headers = headers;
        this.body = body;
    }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>Path and query.</summary>
    public string Target { get; }

    internal int BodyLength => body.Length;

    /// <summary>Prepares a GET request.</summary>
    /// <inheritdoc cref="DirectRequest(string, string)" path="/param[@name='target'] | /exception" />
    public static DirectRequest Get(string target) => new("GET", target);

    /// <summary>Prepares a POST request; give it a body with <see cref="WithJson"/> or <see cref="WithBody"/>.</summary>
    /// <inheritdoc cref="DirectRequest(string, string)" path="/param[@name='target'] | /exception" />
    public static DirectRequest Post(string target) => new("POST", target);

    /// <summary>Prepares a PUT request; give it a body with <see cref="WithJson"/> or <see cref="WithBody"/>.</summary>
    /// <inheritdoc cref="DirectRequest(string, string)" path="/param[@name='target'] | /exception" />
    public static DirectRequest Put(string target) => new("PUT", target);

    /// <summary>Prepares a DELETE request.</summary>
    /// <inheritdoc cref="DirectRequest(string, string)" path="/param[@name='target'] | /exception" />
    public static DirectRequest Delete(string target) => new("DELETE", target);

    /// <summary>The same request with a header, in place of one of the same name.</summary>
    /// <param name="name">Such as <c>Authorization</c>.</param>
    /// <param name="value">As it would be sent.</param>
    public DirectRequest WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        var others = headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new DirectRequest(Method, Target, [.. others, new(name, value)], body);
    }

    /// <summary>The same request with a body, and its <c>Content-Type</c> and <c>Content-Length</c>.</summary>
    /// <param name="content">Not copied: leave it as it is.</param>
    /// <param name="contentType">Such as <c>application/octet-stream</c>.</param>
    public DirectRequest WithBody(ReadOnlyMemory<byte> content, string contentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        var request = WithHeader(HeaderNames.ContentType, contentType)
            .WithHeader(HeaderNames.ContentLength, content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new DirectRequest(Method, Target, request.headers, content);
    }

    /// <summary>The same request with a JSON body, written now.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">What is written.</param>
    /// <param name="options">By default those of the web: camel case.</param>
    public DirectRequest WithJson<T>(T value, JsonSerializerOptions? options = null) =>
        WithBody(JsonSerializer.SerializeToUtf8Bytes(value, options ?? JsonSerializerOptions.Web), "application/json; charset=utf-8");

    /// <summary>Path without escapes, and query with its question mark.</summary>
    [SuppressMessage("Globalization", "CA1307:Specify StringComparison for clarity", Justification = "Characters.")]
    internal static void Split(string target, out string path, out string query)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Length == 0 || target[0] != '/')
        {
            throw new ArgumentException(
                $"\"{target}\" does not start with a slash. Write path and query without scheme and host, such as \"/products?page=1\".", nameof(target));
        }

        var end = target.AsSpan().IndexOfAny('?', '#', '%');
        path = target;
        query = "";
        if (end < 0)
            return;
        var fragment = target.IndexOf('#');
        var whole = fragment < 0 ? target : target[..fragment];
        var mark = whole.IndexOf('?');
        path = PathString.FromUriComponent(mark < 0 ? whole : whole[..mark]).Value!;
        query = mark < 0 ? "" : whole[mark..];
    }

    /// <summary>Name of the request's series: found once for each server.</summary>
    internal string NameAt(IDirectTarget at)
    {
        if (knownName is { } known && ReferenceEquals(known.Target, at))
            return known.Name;
        var name = at.NameRequest(Method, Target);
        knownName = new KnownName(at, name);
        return name;
    }

    internal void WriteTo(DirectExchange exchange)
    {
        exchange.Path = path;
        exchange.QueryString = query;
        exchange.RawTarget = Target;
        exchange.RequestHeaders.CopyFrom(headers);
        if (body.IsEmpty)
            return;
        exchange.CanHaveBody = true;
        exchange.RequestBody.Set(body);
    }

    private sealed record KnownName(IDirectTarget Target, string Name);
}
