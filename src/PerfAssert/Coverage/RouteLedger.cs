using System.Collections.Concurrent;
using System.Reflection;

namespace PerfAssert;

/// <summary>Which routes of one application load was applied to, over all its hosts in this process.</summary>
internal sealed class RouteLedger
{
    private static readonly ConcurrentDictionary<string, RouteLedger> Ledgers = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RoutePattern> excluded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates an empty ledger.</summary>
    /// <param name="application">Name of the application's assembly.</param>
    public RouteLedger(string application) => Application = application;

    /// <summary>All applications of this process that load was applied to, by name.</summary>
    public static IReadOnlyList<RouteLedger> All => [.. Ledgers.Values.OrderBy(ledger => ledger.Application, StringComparer.Ordinal)];

    /// <summary>Whether some of the assembly's load tests were not asked for, so that what is missing says nothing.</summary>
    public static bool IsPartial { get; set; }

    /// <summary>Name of the application's assembly.</summary>
    public string Application { get; }

    /// <summary>All routes, such as <c>GET /products/{id}</c>, in alphabetical order of their paths.</summary>
    public IReadOnlyList<string> Routes => Ordered(routes.Keys);

    /// <summary>Those that a virtual user sent a request to.</summary>
    public IReadOnlyList<string> Touched => Ordered(routes.Where(route => route.Value).Select(route => route.Key));

    /// <summary>Those that nobody did, and that are not excluded.</summary>
    public IReadOnlyList<string> Untouched => Ordered(routes.Where(route => !route.Value && !IsExcluded(route.Key)).Select(route => route.Key));

    /// <summary>Those that nobody did and that need not be.</summary>
    public IReadOnlyList<string> Excluded => Ordered(routes.Where(route => !route.Value && IsExcluded(route.Key)).Select(route => route.Key));

    public static RouteLedger Of(Assembly application) => Ledgers.GetOrAdd(application.GetName().Name ?? "", static name => new RouteLedger(name));

    public void Add(string route) => routes.TryAdd(route, value: false);

    public void Touch(string route) => routes[route] = true;

    public void Exclude(string pattern) => excluded.TryAdd(pattern, new RoutePattern(pattern));

    private bool IsExcluded(string route) => excluded.Values.Any(pattern => pattern.Matches(route));

    private static string[] Ordered(IEnumerable<string> routes)
        => [.. routes.OrderBy(route => route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).ThenBy(route => route, StringComparer.Ordinal)];

    /// <summary>Such as <c>/health</c>, <c>/swagger/*</c>, <c>DELETE *</c>; <c>*</c> is any text, and a pattern without a method means all.</summary>
    private sealed class RoutePattern(string text)
    {
        private readonly string[] parts = text.Split('*');
        private readonly bool hasMethod = !text.StartsWith('/') && !text.StartsWith('*');

        public bool Matches(string route)
        {
            var rest = hasMethod ? route.AsSpan() : route.AsSpan(route.IndexOf(' ', StringComparison.Ordinal) + 1);
            if (parts.Length == 1)
                return rest.Equals(parts[0], StringComparison.OrdinalIgnoreCase);
            if (!rest.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
                return false;
            rest = rest[parts[0].Length..];
            foreach (var part in parts.AsSpan(1, parts.Length - 2))
            {
                var at = rest.IndexOf(part, StringComparison.OrdinalIgnoreCase);
                if (at < 0)
                    return false;
                rest = rest[(at + part.Length)..];
            }

            return rest.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
        }
    }
}
