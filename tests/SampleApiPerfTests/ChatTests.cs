using System.Diagnostics;
using System.Globalization;

namespace SampleApiPerfTests;

// docs:websocket-chat
public class ChatTests(Shop shop) : IClassFixture<Shop>
{
    private const int UsersPerRoom = 5;

    public Shop Shop { get; } = shop;

    [LoadFact(Users = 20, Duration = "2s", WarmUp = "500ms", ThinkTime = "50ms..150ms", BeforeUser = nameof(Join), AfterUser = nameof(Leave))]
    [Expect("p95 of said < 500ms")]
    [Expect("p95 of delivered < 500ms")]
    public async Task What_is_said_is_heard_by_everybody_in_the_room(VirtualUser user)
    {
        // Somebody who types ten characters a second or so.
        await user.PauseAsync(user.Random.Next(100, 300).Milliseconds());
        await user.StepAsync("said", () => user.Get<Visitor>().SayAsync());
    }

    public async Task Join(VirtualUser user)
    {
        var socket = await user.ConnectWebSocketAsync($"/sockets/chat?room={user.Id / UsersPerRoom}");
        user.Set(new Visitor(user, socket));
    }

    public Task Leave(VirtualUser user) => user.Get<Visitor>().LeaveAsync();

    /// <summary>Says one thing at a time, and listens all the time.</summary>
    private sealed class Visitor
    {
        private readonly VirtualUser user;
        private readonly UserWebSocket socket;
        private readonly Task listening;
        private TaskCompletionSource heard = new();

        public Visitor(VirtualUser user, UserWebSocket socket)
        {
            this.user = user;
            this.socket = socket;
            listening = ListenAsync();
        }

        /// <summary>Ends when one's own words come back.</summary>
        public async Task SayAsync()
        {
            heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await socket.SendTextAsync(string.Create(CultureInfo.InvariantCulture, $"{user.Id}|{Stopwatch.GetTimestamp()}|hello, all of you"));
            await heard.Task.WaitAsync(10.Seconds(), user.CancellationToken);
        }

        public async Task LeaveAsync()
        {
            await socket.CloseAsync();
            await listening;
        }

        private async Task ListenAsync()
        {
            await foreach (var message in socket.ReceiveAllAsync())
            {
                var parts = message.Text.Split('|');
                if (parts[0] == user.Id.ToString(CultureInfo.InvariantCulture))
                    heard.TrySetResult();
                else
                    user.RecordStep("delivered", Stopwatch.GetElapsedTime(long.Parse(parts[1], CultureInfo.InvariantCulture)));
            }
        }
    }
}
// docs:end
