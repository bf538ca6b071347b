using System.Reflection;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PerfAssert;

/// <summary>
/// Which routes of an application the load tests of this test run touched so far, over all its hosts in this process: with any request of
/// <see cref="VirtualUser.Http"/>, those of a user's set-up included. When all load tests of an assembly have run, what they did not touch
/// stands on the console and in <c>routes.*.json</c> beside the reports.
/// </summary>
public sealed class RouteCoverage
{
    private readonly RouteLedger ledger;

    private RouteCoverage(Assembly application) => ledger = RouteLedger.Of(application);

    /// <summary>The application's routes, such as <c>GET /products/{id}</c>; known once a host of it was under load.</summary>
    public IReadOnlyList<string> Routes => ledger.Routes;

    /// <summary>Those that load was applied to.</summary>
    public IReadOnlyList<string> Touched => ledger.Touched;

    /// <summary>
    /// Those that none was applied to, without excluded ones. Empty when <see cref="IsPartial"/>: a filter is no reason to fail. Ask in a
    /// test that runs after the load tests.
    /// </summary>
    public IReadOnlyList<string> Untouched => IsPartial ? [] : ledger.Untouched;

    /// <summary>Whether only some of the assembly's load tests were asked for, so that nothing can be said of what is missing.</summary>
    public static bool IsPartial => RouteLedger.IsPartial;

    /// <summary>The application that a factory hosts.</summary>
    /// <param name="factory">Any host of the application; all of them count together.</param>
    /// <typeparam name="TEntryPoint">A type of the application's assembly.</typeparam>
    public static RouteCoverage Of<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Of<TEntryPoint>();
    }

    /// <summary>An application by a type of its assembly: <c>RouteCoverage.Of&lt;Program&gt;()</c>.</summary>
    /// <typeparam name="TEntryPoint">A type of the application's assembly.</typeparam>
    public static RouteCoverage Of<TEntryPoint>()
        where TEntryPoint : class => new(typeof(TEntryPoint).Assembly);

    /// <summary>Routes that need no load, such as those for operators. They are remembered for the whole test run.</summary>
    /// <param name="patterns">
    /// Such as <c>/health</c>, <c>/swagger/*</c> or <c>DELETE /orders/{id}</c>: <c>*</c> is any text, and a pattern without a method means all methods.
    /// </param>
    /// <exception cref="ArgumentException">A pattern is empty.</exception>
    public RouteCoverage Exclude(params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (var pattern in patterns)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(pattern, nameof(patterns));
            ledger.Exclude(pattern.Trim());
        }

        return this;
    }

    /// <summary>The count, and the routes that are missing.</summary>
    public override string ToString()
        => IsPartial ? $"not judged: only some of the load tests on {ledger.Application} were asked for"
            : $"{Touched.Count} of {Routes.Count} routes of {ledger.Application} were under load"
              + (Untouched.Count == 0 ? "" : $", not: {string.Join(", ", Untouched)}");
}
