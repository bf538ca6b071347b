using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PerfAssert;

/// <summary>A running service at a base URL. STUB.</summary>
public sealed class HttpTarget : ILoadTarget
{
    /// <summary>Creates the target.</summary>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "There is a Uri overload.")]
    public HttpTarget(string baseUrl) : this(new Uri(baseUrl)) { }
    /// <summary>Creates the target.</summary>
    public HttpTarget(Uri baseUrl) => BaseAddress = baseUrl;
    /// <inheritdoc />
    public string Transport => throw new NotImplementedException();
    /// <inheritdoc />
    public Uri BaseAddress { get; }
    /// <inheritdoc />
    public HttpMessageHandler Handler => throw new NotImplementedException();
    /// <inheritdoc />
    public Assembly? Application => null;
    /// <inheritdoc />
    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc />
    public string NameRequest(HttpMethod method, Uri uri) => throw new NotImplementedException();
    /// <inheritdoc />
    public UserScope? CreateScope() => null;
}
