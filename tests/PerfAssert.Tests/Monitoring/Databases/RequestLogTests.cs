using System.Diagnostics;
using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

public class RequestLogTests
{
    private readonly RequestLog log = new();
    private readonly DatabaseTally database = new("SQLite");

    [Fact]
    public void A_loop_over_rows_is_named_with_its_route_and_count()
    {
        var (orders, lines) = (Statement("SELECT * FROM orders"), Statement("SELECT * FROM lines WHERE order_id = ?"));
        for (var request = 1; request <= 10; request++)
        {
            using var activity = Request("GET /orders");
            Send(activity, orders, 1);
            Send(activity, lines, request == 1 ? 30 : 20);
        }

        var suspicion = Assert.Single(log.Suspicions());

        Assert.Same(database, suspicion.Database);
        Assert.Equal(new RepeatedStatement(lines.Text, "GET /orders", 21, 30, 10), suspicion.Statement);
    }

    [Fact]
    public void The_same_statement_a_few_times_is_healthy_however_many_requests_send_it()
    {
        var lookup = Statement("SELECT * FROM prices WHERE id = ?");
        for (var request = 0; request < 1_000; request++)
        {
            using var activity = Request("GET /basket");
            Send(activity, lookup, 3);
        }

        Assert.Empty(log.Suspicions());
    }

    [Fact]
    public void A_count_that_grows_with_what_was_found_is_suspect_even_where_little_is_found()
    {
        var lines = Statement("SELECT * FROM lines WHERE order_id = ?");
        for (var request = 0; request < 100; request++)
        {
            using var activity = Request("GET /orders");
            Send(activity, lines, request % 5 == 0 ? 8 : 1);
        }

        Assert.Equal(2.4, Assert.Single(log.Suspicions()).Statement.Mean, 6);
    }

    [Fact]
    public void Requests_at_the_same_time_and_commands_within_activities_of_the_application_are_told_apart()
    {
        var lookup = Statement("SELECT * FROM prices WHERE id = ?");
        using var first = Request("GET /a");
        using var second = Request("GET /b");
        for (var i = 0; i < 6; i++)
        {
            Activity.Current = first;
            using var inner = new Activity("the application's own").Start();
            Send(inner, lookup, 1);
            Send(second, lookup, i == 0 ? 1 : 0);
        }

        Assert.Equal(("GET /a", 6), Assert.Single(log.Suspicions().Select(found => (found.Statement.Where, found.Statement.Most))));
    }

    [Fact]
    public void Writes_are_told_from_reads_and_come_last_and_transactions_do_not_count()
    {
        using var activity = Request("POST /import");
        Send(activity, Statement("INSERT INTO t VALUES (?)"), 100);
        Send(activity, Statement("SELECT * FROM t WHERE id = ?"), 10);
        Send(activity, Statement("SAVEPOINT s"), 100);

        Assert.Equal([false, true], log.Suspicions().Select(found => found.Statement.IsWrite));
    }

    [Fact]
    public void What_belongs_to_no_request_is_not_counted_and_said_so()
    {
        using var other = new Activity("a job").Start();

        Assert.False(log.Add(other, database, Statement("SELECT * FROM t"), TimeSpan.Zero));
        Assert.False(log.Add(null, database, Statement("SELECT * FROM t"), TimeSpan.Zero));
        Assert.Empty(log.Suspicions());
    }

    [Fact]
    public void A_connection_that_stays_open_is_no_request()
    {
        using var activity = Request(null);
        Send(activity, Statement("SELECT * FROM t WHERE id = ?"), 100);

        Assert.Empty(log.Suspicions());
    }

    [Fact]
    public void Commands_in_the_flow_of_an_iteration_belong_to_it()
    {
        var lookup = Statement("SELECT * FROM t WHERE id = ?");
        Flow(() => RequestMark.EnterRequest("iteration"), () => Send(null, lookup, 7));
        Flow(() => RequestMark.EnterRequest("iteration"), () => Send(null, lookup, 5));

        Assert.Equal(new RepeatedStatement(lookup.Text, "iteration", 6, 7, 2), Assert.Single(log.Suspicions()).Statement);
    }

    [Fact]
    public void A_request_costs_no_memory()
    {
        var lookup = Statement("SELECT * FROM t WHERE id = ?");
        Activity[] activities = [.. Enumerable.Range(0, 300).Select(_ => Request("GET /orders"))];
        foreach (var activity in activities)
            Send(activity, lookup, 3);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var activity in activities)
        {
            log.Begin(RequestLog.KeyOf(activity), "GET /orders");
            Send(activity, lookup, 3);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        foreach (var activity in activities)
            activity.Dispose();
    }

    private static void Flow(Action enter, Action inside)
    {
        var context = ExecutionContext.Capture()!;
        ExecutionContext.Run(context, _ =>
        {
            enter();
            inside();
        }, null);
    }

    private static StatementTally Statement(string text) => new(text);

    private Activity Request(string? route)
    {
        Activity.Current = null;
        var activity = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").Start();
        log.Begin(RequestLog.KeyOf(activity), route);
        return activity;
    }

    private void Send(Activity? activity, StatementTally statement, int times)
    {
        for (var i = 0; i < times; i++)
            log.Add(activity, database, statement, TimeSpan.Zero);
    }
}
