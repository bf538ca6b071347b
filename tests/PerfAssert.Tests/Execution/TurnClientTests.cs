using System.IO.Pipes;
using System.Text;
using Xunit;

namespace PerfAssert.Tests.Execution;

public class TurnClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Turns_are_asked_for_and_answered_line_by_line()
    {
        await using var turns = new Giver("Shop.Search");

        var first = turns.Client.NextAsync(null, CancellationToken.None);
        Assert.Equal("ready Shop.Search", await turns.ReadAsync());
        await turns.WriteAsync("run 250\n");
        Assert.Equal(TimeSpan.FromMilliseconds(250), await first);

        var second = turns.Client.NextAsync(TimeSpan.FromMilliseconds(251.25), CancellationToken.None);
        Assert.Equal("done 251.25", await turns.ReadAsync());
        await turns.WriteAsync("run 300.5\n");
        Assert.Equal(TimeSpan.FromMilliseconds(300.5), await second);

        var last = turns.Client.NextAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal("done 1000", await turns.ReadAsync());
        await turns.WriteAsync("end\n");
        Assert.Null(await last);
    }

    [Theory]
    [InlineData("run\n", "the answer \"run\" is neither")]
    [InlineData("run -5\n", "the answer \"run -5\" is neither")]
    [InlineData("run 1,5\n", "the answer \"run 1,5\" is neither")]
    [InlineData("stop\n", "the answer \"stop\" is neither")]
    public async Task An_answer_that_is_not_understood_ends_the_run(string answer, string reason)
    {
        await using var turns = new Giver("Shop.Search");
        var first = turns.Client.NextAsync(null, CancellationToken.None);
        await turns.ReadAsync();
        await turns.WriteAsync(answer);

        var failure = await Assert.ThrowsAsync<LoadSetUpException>(() => first.AsTask());

        Assert.Contains($"given up while Shop.Search ran (pipe \"{turns.Name}\"): {reason}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_closed_ends_the_run()
    {
        await using var turns = new Giver("Shop.Search");
        var first = turns.Client.NextAsync(null, CancellationToken.None);
        await turns.ReadAsync();
        await turns.CloseAsync();

        var failure = await Assert.ThrowsAsync<LoadSetUpException>(() => first.AsTask());

        Assert.Contains("given up while Shop.Search ran", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Giver : IAsyncDisposable
    {
        private readonly NamedPipeServerStream server;
        private readonly StreamReader reader;
        private bool connected;

        public Giver(string test)
        {
            Name = $"perfassert-test-{Guid.NewGuid():N}";
            server = new NamedPipeServerStream(Name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
            reader = new StreamReader(server, Encoding.UTF8, false, -1, leaveOpen: true);
            Client = new TurnClient(Name, test);
        }

        public string Name { get; }

        public TurnClient Client { get; }

        public async Task<string?> ReadAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            if (!connected)
                await server.WaitForConnectionAsync(limit.Token);
            connected = true;
            return await reader.ReadLineAsync(limit.Token);
        }

        public async Task WriteAsync(string text) => await server.WriteAsync(Encoding.UTF8.GetBytes(text));

        public async Task CloseAsync() => await server.DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            reader.Dispose();
            await server.DisposeAsync();
            Client.Dispose();
        }
    }
}
