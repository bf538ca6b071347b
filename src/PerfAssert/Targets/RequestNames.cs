using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>
/// Names of a target's requests in the statistics, <c>GET /products/{id}</c>: remembered for the URLs seen last, and
/// limited in number. Thread-safe, without a lock.
/// </summary>
internal sealed class RequestNames
{
    /// <summary>Most names guessed for one target: 300. More than that are not routes, and nobody reads such a table.</summary>
    public const int MostGuessedNames = 300;

    /// <summary>URLs remembered: 4096, a power of two; 32 KB of references. A URL that is pushed out is named again.</summary>
    private const int Slots = 4096;

    private readonly Entry?[] remembered = new Entry?[Slots];
    private readonly ConcurrentDictionary<string, string> guessed = new(StringComparer.Ordinal);
    private readonly Uri? home;
    private readonly Func<HttpMethod, Uri, string?>? findRoute;
    private int guessedCount;

    /// <summary>Creates the names of a target.</summary>
    /// <param name="home">Requests to other addresses show the host in their names; <see langword="null"/> where every host is the target's.</param>
    /// <param name="findRoute">The application's own route of a request; where it gives none, the route is guessed from the URL.</param>
    public RequestNames(Uri? home, Func<HttpMethod, Uri, string?>? findRoute = null)
    {
        this.home = home;
        this.findRoute = findRoute;
    }

    /// <summary>Name of a request's series.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="uri">Absolute.</param>
    public string Get(HttpMethod method, Uri uri) =>

        // The text that the Uri was made of is at hand; its path would be a new string.
        Get(method, uri.OriginalString, uri, relative: false);

    /// <summary>Name of the series of a request to the target itself.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">Starting with a slash.</param>
    /// <param name="baseAddress">The address of the target.</param>
    public string Get(HttpMethod method, string pathAndQuery, Uri baseAddress) => Get(method, pathAndQuery, baseAddress, relative: true);

    private string Get(HttpMethod method, string text, Uri uri, bool relative)
    {
        var url = text.AsSpan();
        var end = url.IndexOfAny('?', '#');
        if (end >= 0)
            url = url[..end];

        ref var slot = ref remembered[(string.GetHashCode(url) ^ method.GetHashCode()) & (Slots - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is not null && entry.Method == method && url.SequenceEqual(entry.Url))
            return entry.Name;

        var name = Create(method, relative ? new Uri(uri, text) : uri);
        Volatile.Write(ref slot, new Entry(method, url.ToString(), name));
        return name;
    }

    private string Create(HttpMethod method, Uri uri)
    {
        var isHome = home is null || IsSameOrigin(home, uri);
        if (isHome && findRoute?.Invoke(method, uri) is { } route)
            return $"{method} {route}";
        var name = $"{method} {(isHome ? "" : uri.Authority)}{RouteNaming.Template(uri.AbsolutePath)}";
        if (guessed.TryGetValue(name, out var known))
            return known;

        // Two threads that add the same name count it twice, which only lets the limit come a little early.
        return Volatile.Read(ref guessedCount) < MostGuessedNames && Interlocked.Increment(ref guessedCount) <= MostGuessedNames
            ? guessed.GetOrAdd(name, name)
            : $"{method} (other)";
    }

    /// <summary>Whether two absolute URIs have scheme, host and port in common.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Port == other.Port
        && string.Equals(one.Scheme, other.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private sealed record Entry(HttpMethod Method, string Url, string Name);
}
