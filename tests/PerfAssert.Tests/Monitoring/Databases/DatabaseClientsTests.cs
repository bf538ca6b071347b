using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

/// <summary>Alone, because what clients tell, they tell the whole process.</summary>
[Collection(nameof(AloneCollection))]
public class DatabaseClientsTests
{
    private const string Executed = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";
    private const string Failed = "Microsoft.EntityFrameworkCore.Database.Command.CommandError";

    [Fact]
    public void What_Entity_Framework_tells_becomes_statements()
    {
        using var clients = new DatabaseClients(null);
        using var counters = new CallCounters(clients);
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");

        source.Write(Executed, new Event(Command("SELECT 1 FROM t"), TimeSpan.FromMilliseconds(4)));
        source.Write(Executed, new Event(Command("SELECT 2 FROM t"), TimeSpan.FromMilliseconds(6)));
        source.Write(Failed, new Event(Command("SELECT a FROM u"), TimeSpan.FromMilliseconds(1)));

        var report = Assert.Single(clients.Report());
        Assert.Equal(("PerfAssert.Tests.Monitoring", 3, 1), (report.Name, report.Commands, report.FailedCommands));
        Assert.Equal(["SELECT ? FROM t", "SELECT a FROM u"], report.Statements.Select(statement => statement.Text));
        Assert.Equal((10, 0L, 1L), (report.Statements[0].Total.TotalMilliseconds, report.Statements[0].Failed, report.Statements[1].Failed));
        Assert.Equal(3, clients.Counts!().SqlCommands);
    }

    [Fact]
    public void What_SqlClient_tells_becomes_statements_once_with_and_without_Entity_Framework()
    {
        using var clients = new DatabaseClients(null);
        using var counters = new CallCounters(clients);
        using var sqlClient = new DiagnosticListener("SqlClientDiagnosticListener");
        using var entityFramework = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        var command = new Microsoft.Data.SqlClient.SqlCommand { CommandText = "SELECT 1 FROM t" };

        for (var i = 0; i < 2; i++)
        {
            sqlClient.Write("Microsoft.Data.SqlClient.WriteCommandBefore", new { Command = (DbCommand)command });
            sqlClient.Write(i == 0 ? "Microsoft.Data.SqlClient.WriteCommandAfter" : "Microsoft.Data.SqlClient.WriteCommandError", new { Command = (DbCommand)command });
        }

        entityFramework.Write(Executed, new Event(command, TimeSpan.FromMilliseconds(1)));

        var report = Assert.Single(clients.Report());
        Assert.Equal(("SQL Server", 2, 1), (report.Name, report.Commands, report.FailedCommands));
        Assert.True(Assert.Single(report.Statements).Total > TimeSpan.Zero);
    }

    [Fact]
    public void Before_a_database_is_in_use_nothing_is_asked_of_requests()
    {
        var source = new Source();
        using (var clients = new DatabaseClients(source))
        {
            Assert.Null(source.Told);

            clients.Executed(Command("SELECT 1 FROM t"), TimeSpan.Zero, hasFailed: false);

            Assert.NotNull(source.Told);
        }

        Assert.True(source.Disposed);
    }

    [Fact]
    public void Iterations_are_marked_only_when_commands_belong_to_nobody_and_only_as_long()
    {
        using (var clients = new DatabaseClients(null))
        {
            using (var request = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").Start())
                clients.Executed(Command("SELECT 1 FROM t"), TimeSpan.Zero, hasFailed: false);
            Assert.False(RequestMark.IterationsWanted);

            clients.Executed(Command("SELECT 1 FROM t"), TimeSpan.Zero, hasFailed: false);
            Assert.True(RequestMark.IterationsWanted);
        }

        Assert.False(RequestMark.IterationsWanted);
    }

    [Fact]
    public void A_query_in_a_loop_of_plain_code_is_found_by_its_iteration()
    {
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        using var clients = new DatabaseClients(null);
        var plan = Execution.EngineRun.Closed(2, TimeSpan.FromSeconds(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)) };

        var time = new Execution.VirtualTime();
        var scenario = new Scenario(async user =>
        {
            for (var i = 0; i < 8; i++)
            {
                await user.PauseAsync(TimeSpan.FromMilliseconds(2));
                source.Write(Executed, new Event(Command("SELECT 1 FROM t"), TimeSpan.FromMilliseconds(1)));
            }
        });
        Execution.EngineRun.Run(time, plan, new LoadEngine(time, plan, scenario, target: null, CancellationToken.None) { Clients = clients });

        var repeated = Assert.Single(Assert.Single(clients.Report()).Repeated);
        Assert.Equal(("iteration", 8), (repeated.Where, repeated.Most));
        Assert.InRange(repeated.Mean, 7, 8);
    }

    [Fact]
    public void Npgsql_is_traced_only_when_commands_come_from_elsewhere_than_Entity_Framework()
    {
        using var clients = new DatabaseClients(null);
        using var counters = new CallCounters(clients);
        using var npgsql = new Meter("Npgsql");
        var durations = npgsql.CreateHistogram<double>("db.client.operation.duration");
        using var traces = new ActivitySource("Npgsql");

        clients.Traces.Look();
        Assert.False(traces.HasListeners());

        durations.Record(0.001);
        clients.Traces.Look();
        Assert.True(traces.HasListeners());
        using (var activity = traces.StartActivity("shop")!)
        {
            activity.SetTag("db.query.text", "SELECT 1 FROM t");
            activity.SetTag("db.namespace", "shop");
        }

        var report = Assert.Single(clients.Report());
        Assert.Equal(("PostgreSQL shop", "SELECT ? FROM t"), (report.Name, report.Statements[0].Text));
    }

    [Fact]
    public void What_the_client_and_the_server_tell_of_one_database_is_one_report()
    {
        DatabaseReport[] reports =
        [
            new() { Name = "PostgreSQL shop", Commands = 5, Deadlocks = 2 },
            new() { Name = "SQLite" },
            new() { Name = "PostgreSQL shop", Deadlocks = 1, PeakLockWaits = 3, FlatteringSettings = ["fsync=off"] },
        ];

        var merged = DatabaseReport.Merge(reports);

        Assert.Equal(["PostgreSQL shop", "SQLite"], merged.Select(report => report.Name));
        Assert.Equal((5, 2L, 3), (merged[0].Commands, merged[0].Deadlocks, merged[0].PeakLockWaits));
        Assert.Equal(["fsync=off"], merged[0].FlatteringSettings);
    }

    private static FakeCommand Command(string text) => new() { CommandText = text };

    private sealed record Event(DbCommand Command, TimeSpan Duration);

    private sealed class Source : IRequestSource, IDisposable
    {
        public RequestLog? Told { get; private set; }

        public bool Disposed { get; private set; }

        public IDisposable Tell(RequestLog requests)
        {
            Told = requests;
            return this;
        }

        public void Dispose() => Disposed = true;
    }
}
