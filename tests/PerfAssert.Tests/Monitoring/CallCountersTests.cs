using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>Alone, because other tests send requests as well.</summary>
[Collection(nameof(AloneCollection))]
public class CallCountersTests
{
    private const string Executed = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";
    private const string Failed = "Microsoft.EntityFrameworkCore.Database.Command.CommandError";

    [Fact]
    public void Commands_of_Entity_Framework_are_counted_failed_ones_too()
    {
        using var counters = new CallCounters();
        Assert.Null(counters.Read().SqlCommands);

        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        Assert.Equal(0, counters.Read().SqlCommands);
        Write(source, Executed, new CommandEvent(new FakeCommand()));
        Write(source, Executed, new CommandEvent(new FakeCommand()));
        Write(source, Failed, new CommandEvent(new FakeCommand()));

        Assert.Equal(3, counters.Read().SqlCommands);
    }

    [Fact]
    public void No_other_event_of_Entity_Framework_is_asked_for_or_counted()
    {
        using var counters = new CallCounters();
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");

        Assert.True(source.IsEnabled(Executed));
        Assert.False(source.IsEnabled("Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting"));
        Write(source, "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting", new CommandEvent(new FakeCommand()));
        Assert.Equal(0, counters.Read().SqlCommands);
    }

    [Fact]
    public void A_command_of_a_provider_that_tells_itself_is_counted_once()
    {
        using var counters = new CallCounters();
        using var entityFramework = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        using var npgsql = new Meter("Npgsql");
        var durations = npgsql.CreateHistogram<double>("db.client.operation.duration");

        Write(entityFramework, Executed, new CommandEvent(new Npgsql.NpgsqlCommand()));
        durations.Record(0.001);

        Assert.Equal(1, counters.Read().SqlCommands);
    }

    [Theory]
    [InlineData("db.client.operation.duration")]
    [InlineData("db.client.commands.duration")]
    public void Commands_of_Npgsql_are_counted_whatever_its_version(string instrument)
    {
        using var counters = new CallCounters();
        using var npgsql = new Meter("Npgsql");
        var durations = npgsql.CreateHistogram<double>(instrument);
        using var other = new Meter("Other");
        var others = other.CreateHistogram<double>(instrument);

        Assert.Equal(0, counters.Read().SqlCommands);
        durations.Record(0.001);
        durations.Record(0.002);
        others.Record(0.001);

        Assert.Equal(2, counters.Read().SqlCommands);
    }

    [Fact]
    public void Commands_of_SqlClient_are_counted_with_and_without_Entity_Framework()
    {
        using var counters = new CallCounters();
        using var sqlClient = new DiagnosticListener("SqlClientDiagnosticListener");
        using var entityFramework = new DiagnosticListener("Microsoft.EntityFrameworkCore");

        Write(sqlClient, "Microsoft.Data.SqlClient.WriteCommandBefore", new object());
        Write(sqlClient, "Microsoft.Data.SqlClient.WriteCommandAfter", new object());
        Write(sqlClient, "Microsoft.Data.SqlClient.WriteCommandError", new object());
        Write(sqlClient, "System.Data.SqlClient.WriteCommandAfter", new object());
        Write(entityFramework, Executed, new CommandEvent(new Microsoft.Data.SqlClient.SqlCommand()));

        Assert.Equal(3, counters.Read().SqlCommands);
    }

    [Fact]
    public void Sources_that_were_there_before_are_heard_and_nothing_is_after_the_end()
    {
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        var counters = new CallCounters();
        Write(source, Executed, new CommandEvent(new FakeCommand()));
        Assert.Equal(1, counters.Read().SqlCommands);

        counters.Dispose();

        Assert.False(source.IsEnabled(Executed));
    }

    [Fact]
    public async Task Outbound_calls_are_counted_but_for_those_of_virtual_users()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        using var counters = new CallCounters();
        using var theirs = new HttpClient();
        using var ours = new HttpClient(SocketsTransport.CreateHandler());

        // Nobody listens: a call that is refused was a call all the same.
        await Assert.ThrowsAsync<HttpRequestException>(() => ours.GetAsync(address));
        await Assert.ThrowsAsync<HttpRequestException>(() => theirs.GetAsync(address));
        await Assert.ThrowsAsync<HttpRequestException>(() => ours.GetAsync(address));

        Assert.Equal(1, counters.Read().OutboundCalls);
    }

    [Fact]
    public void A_run_counts_what_its_measured_part_asked_for()
    {
        using var source = new DiagnosticListener("Microsoft.EntityFrameworkCore");
        var plan = Execution.EngineRun.Closed(2, TimeSpan.FromSeconds(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)) };

        var result = Execution.EngineRun.Run(plan, async (user, _) =>
        {
            await user.PauseAsync(TimeSpan.FromMilliseconds(10));
            for (var i = 0; i < 3; i++)
                Write(source, Executed, new CommandEvent(new FakeCommand()));
        });

        Assert.Equal(3, result.SqlCommandsPerIteration);
        Assert.Equal(4, result.Blocks.Blocks.Count);
        Assert.All(result.Blocks.Blocks, block => Assert.Equal(3 * block.Series[0].Count, block.SqlCommands));
    }

    [Fact]
    public void A_counter_sums_what_many_threads_count()
    {
        var counter = new StripedCounter();

        Parallel.For(0, 100_000, _ => counter.Increment());

        Assert.Equal(100_000, counter.Sum);
    }

    private static void Write(DiagnosticListener source, string name, object payload)
    {
        // As the senders do: only when somebody listens; but an event that nobody asked for may come all the same.
        if (source.IsEnabled())
            source.Write(name, payload);
    }

    private sealed record CommandEvent(DbCommand Command);
}
