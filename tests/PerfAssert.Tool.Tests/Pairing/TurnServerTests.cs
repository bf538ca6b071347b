using System.IO.Pipes;
using System.Text;
using Xunit;

namespace PerfAssert.Tool.Tests.Pairing;

/// <summary>The tool's end of the pipe against the end that load tests have, and against ends that do not keep to the protocol.</summary>
public class TurnServerTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250.5);

    [Fact]
    public async Task A_load_test_takes_its_turns_and_the_next_one_connects_anew()
    {
        await using var server = new TurnServer();
        var client = Task.Run(() => TakeTurnsAsync(server.Name, "Shop.Search", "Shop.Row(text: \"a b\")"));
        var first = await server.AcceptAsync(default);
        Assert.Equal("Shop.Search", first.Test);
        Assert.Equal(Turn, await first.RunAsync(Turn, default));
        Assert.Equal(Turn * 2, await first.RunAsync(Turn * 2, default));
        await first.EndAsync(default);
        await using var second = await server.AcceptAsync(default);
        await first.DisposeAsync();
        Assert.Equal("Shop.Row(text: \"a b\")", second.Test);
        await second.EndAsync(default);
        var turns = await client;
        Assert.Equal([2, 0], turns);
    }

    [Fact]
    public async Task A_client_that_vanishes_in_its_turn_is_an_error()
    {
        await using var server = new TurnServer();
        await using var client = await ConnectAsync(server, "ready Shop.Search\n");
        await using var connection = await server.AcceptAsync(default);
        var running = connection.RunAsync(Turn, default);
        await client.DisposeAsync();
        Assert.Equal("the test ended in the middle of a turn", (await Assert.ThrowsAsync<TurnsBrokenException>(() => running)).Message.Split(" (")[0]);
    }

    [Theory]
    [InlineData("hello\n", "\"hello\" is not \"ready\" with the name of a test")]
    [InlineData("", "the test ended before it was ready")]
    public async Task A_client_that_says_something_else_first_is_an_error(string said, string expected)
    {
        await using var server = new TurnServer();
        var client = await ConnectAsync(server, said);
        await client.DisposeAsync();
        Assert.StartsWith(expected, (await Assert.ThrowsAsync<TurnsBrokenException>(() => server.AcceptAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_answers_something_else_is_an_error()
    {
        await using var server = new TurnServer();
        await using var client = await ConnectAsync(server, "ready Shop.Search\ndone soon\n");
        await using var connection = await server.AcceptAsync(default);
        var thrown = await Assert.ThrowsAsync<TurnsBrokenException>(() => connection.RunAsync(Turn, default));
        Assert.StartsWith("\"done soon\" is not \"done\" with milliseconds", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_test_can_be_cancelled()
    {
        await using var server = new TurnServer();
        using var cancellation = new CancellationTokenSource();
        var waiting = server.AcceptAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>What a test process does: every test in turns until it is told to end.</summary>
    private static async Task<int[]> TakeTurnsAsync(string pipe, params string[] tests)
    {
        var turns = new int[tests.Length];
        for (var test = 0; test < tests.Length; test++)
        {
            using var client = new TurnClient(pipe, tests[test]);
            TimeSpan? measured = null;
            while (await client.NextAsync(measured, default) is { } turn)
            {
                turns[test]++;
                measured = turn;
            }
        }

        return turns;
    }

    private static async Task<NamedPipeClientStream> ConnectAsync(TurnServer server, string said)
    {
        var client = new NamedPipeClientStream(".", server.Name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await client.ConnectAsync();
        await client.WriteAsync(Encoding.UTF8.GetBytes(said));
        await client.FlushAsync();
        return client;
    }
}
