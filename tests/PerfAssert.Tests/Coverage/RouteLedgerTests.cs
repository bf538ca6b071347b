using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Coverage;

public class RouteLedgerTests
{
    [Fact]
    public void What_was_not_touched_is_listed_by_path()
    {
        var ledger = Ledger("POST /orders", "GET /products/{id}", "GET /orders", "DELETE /orders/{id}");

        ledger.Touch("GET /products/{id}");

        Assert.Equal(["GET /orders", "POST /orders", "DELETE /orders/{id}"], ledger.Untouched);
        Assert.Equal(["GET /products/{id}"], ledger.Touched);
    }

    [Theory]
    [InlineData("/health", "GET /health", true)]
    [InlineData("/HEALTH", "GET /health", true)]
    [InlineData("/health", "GET /health/live", false)]
    [InlineData("/swagger/*", "GET /swagger/v1/index", true)]
    [InlineData("/swagger/*", "GET /api/swagger/x", false)]
    [InlineData("*/internal/*", "GET /api/internal/x", true)]
    [InlineData("/a*b*c", "GET /a/b/c", true)]
    [InlineData("/a*b*c", "GET /a/c", false)]
    [InlineData("DELETE *", "DELETE /orders/{id}", true)]
    [InlineData("DELETE *", "GET /orders/{id}", false)]
    [InlineData("GET /orders/{id}", "GET /orders/{id}", true)]
    [InlineData("GET /orders/{id}", "POST /orders/{id}", false)]
    public void A_pattern_excludes_what_it_means(string pattern, string route, bool excluded)
    {
        var ledger = Ledger(route);

        ledger.Exclude(pattern);

        Assert.Equal(excluded, ledger.Untouched.Count == 0);
        Assert.Equal(excluded, ledger.Excluded.Count == 1);
    }

    [Fact]
    public void The_end_of_a_run_names_what_was_not_touched_and_writes_it_all()
    {
        using var folder = new TemporaryFolder();
        var ledger = Ledger([.. Enumerable.Range(10, 12).Select(number => $"GET /page{number}"), "GET /health"]);
        ledger.Touch("GET /page10");
        ledger.Exclude("/health");

        var lines = RouteCoverageText.Report([ledger], ran: 3, all: 3, folder.Path).ToList();

        var file = Path.Combine(folder.Path, "routes.Shop.json");
        Assert.Equal("Routes of Shop: load tests touched 1 of 12 (1 more are excluded), not:", lines[0]);
        Assert.Equal("  GET /page11", lines[1]);
        Assert.Equal($"  and 1 more: {file}", lines[^1]);
        Assert.Equal(12, lines.Count);
        Assert.Contains("\"GET /page21\"", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_judged_when_only_some_tests_were_asked_for()
    {
        var ledger = Ledger("GET /a", "GET /b");
        ledger.Touch("GET /a");

        Assert.Equal(["Routes of Shop: not judged, as 2 of the assembly's 7 load tests were asked for."], RouteCoverageText.Report([ledger], ran: 2, all: 7, folder: null));
    }

    [Fact]
    public void An_application_that_no_load_was_applied_to_is_not_mentioned()
        => Assert.Empty(RouteCoverageText.Report([Ledger("GET /a")], ran: 1, all: 1, folder: null));

    private static RouteLedger Ledger(params string[] routes)
    {
        var ledger = new RouteLedger("Shop");
        foreach (var route in routes)
            ledger.Add(route);
        return ledger;
    }
}
