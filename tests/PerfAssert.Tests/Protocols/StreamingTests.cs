using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace PerfAssert.Tests.Protocols;

/// <summary>Bodies and events that come in pieces, over every transport.</summary>
public sealed class StreamingTests(Ways ways) : IClassFixture<Ways>
{
    /// <summary>Longer than anything here takes on a busy machine: who waits that long is stuck.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    /// <summary>A load waits for other loads of the machine, such as those of a test project that runs beside this one.</summary>
    private static readonly TimeSpan NeverStarted = TimeSpan.FromMinutes(5);

    public static TheoryData<Way> All => Ways.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_body_has_its_first_byte_before_its_end(Way way)
    {
        var streams = new ConcurrentBag<(long Bytes, TimeSpan Headers, TimeSpan First, TimeSpan Duration, double Rate)>();

        var result = await Ways.Run(users: 2, iterations: 2).Against(ways[way]).RunAsync(async user =>
        {
            await using var stream = await user.StreamAsync("/pieces/5/1000");
            var bytes = await stream.ReadToEndAsync();
            streams.Add((bytes, stream.TimeToHeaders, stream.TimeToFirstByte!.Value, stream.Duration, stream.BytesPerSecond));
        });

        Assert.Equal((4, 0), (result.Succeeded, result.Failed));
        Assert.All(streams, stream => Assert.Equal(5000, stream.Bytes));

        // There are pauses of 20 ms after each of the five pieces.
        Assert.All(streams, stream => Assert.True(stream.Headers <= stream.First && stream.First < stream.Duration && stream.Duration >= TimeSpan.FromMilliseconds(90), $"{stream}"));
        Assert.All(streams, stream => Assert.Equal(stream.Bytes / stream.Duration.TotalSeconds, stream.Rate, 3));
        var request = result.Steps[$"GET {Route(way, "/pieces/{count:int}/{bytes:int}", "/pieces/{id}/{id}")}"];
        var firstByte = result.Steps[request.Name + ": first byte"];
        Assert.Equal((StepKind.Request, 4, 20_000), (request.Kind, request.Succeeded, request.BytesReceived));
        Assert.Equal((StepKind.Event, 4, 0), (firstByte.Kind, firstByte.Succeeded, firstByte.BytesReceived));
        Assert.True(firstByte.ResponseTime.Max < request.ResponseTime.Max);
        Assert.Equal(4, result.Requests);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_body_that_the_server_breaks_off_is_a_failed_request(Way way)
    {
        var result = await Ways.Run(users: 1, iterations: 2).Against(ways[way]).RunAsync(async user =>
        {
            await using var stream = await user.StreamAsync("/broken/2");
            await stream.ReadToEndAsync();
        });

        var request = result.Steps[$"GET {Route(way, "/broken/{pieces:int}", "/broken/{id}")}"];
        Assert.Equal((0, 2, 0, 2), (result.Succeeded, result.Failed, request.Succeeded, request.Failed));
        Assert.Equal(("connection", "connection"), (Assert.Single(request.Errors).Kind, Assert.Single(result.Errors).Kind));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Events_have_their_first_and_their_gaps(Way way)
    {
        var seen = new ConcurrentBag<string>();

        var result = await Ways.Run(users: 2, iterations: 2).Against(ways[way]).RunAsync(async user =>
        {
            await foreach (var message in user.EventsAsync("/events/5"))
                seen.Add($"{message.LastEventId} {message.Data}");
        });

        Assert.Equal((4, 0), (result.Succeeded, result.Failed));
        Assert.Equal(Enumerable.Range(1, 5).SelectMany(n => Enumerable.Repeat($"{n} {n}", 4)), seen.Order());
        var name = $"GET {Route(way, "/events/{count:int}", "/events/{id}")}";
        Assert.Equal((4, 4, 4, 16), (result.Steps[name].Succeeded, result.Steps[name + ": first byte"].Succeeded, result.Steps[name + ": first event"].Succeeded, result.Steps[name + ": gap"].Succeeded));
        Assert.Equal(StepKind.Event, result.Steps[name + ": gap"].Kind);
        Assert.Equal(16 / result.MeasuredDuration.TotalSeconds, result.Steps[name + ": gap"].Throughput, 3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_endless_stream_ends_after_a_count_or_a_time_or_a_break_and_leaves_no_request(Way way)
    {
        var counts = new ConcurrentBag<(string How, int Count)>();

        var result = await Ways.Run(users: 2, iterations: 1).Against(ways[way]).RunAsync(async user =>
        {
            counts.Add(("count", await CountAsync(user.EventsAsync("/events/0", count: 3))));
            counts.Add(("duration", Math.Min(1, await CountAsync(user.EventsAsync("/events/0", duration: TimeSpan.FromMilliseconds(500))))));
            await foreach (var message in user.EventsAsync("/events/0"))
                break;
        });

        Assert.Equal((2, 0), (result.Succeeded, result.Failed));
        Assert.Equal([("count", 3), ("count", 3), ("duration", 1), ("duration", 1)], counts.Order());
        Assert.Equal(6, result.Steps[$"GET {Route(way, "/events/{count:int}", "/events/{id}")}"].Succeeded);
        await AssertNothingIsOpenAsync(way);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_silent_stream_is_given_up_after_the_idle_time(Way way)
    {
        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[way]).RunAsync(user => CountAsync(user.EventsAsync("/silent-events", idleTimeout: TimeSpan.FromMilliseconds(300))));

        Assert.Equal(["GET /silent-events sent nothing more within 300 ms"], Assert.Single(result.Errors).Samples);
        Assert.Equal(("timeout", "timeout"), (result.Errors[0].Kind, Assert.Single(result.Steps["GET /silent-events"].Errors).Kind));
        Assert.Equal(1, result.Steps["GET /silent-events: first event"].Succeeded);
        await AssertNothingIsOpenAsync(way);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_healthy_stream_may_be_longer_than_the_request_time_out(Way way)
    {
        // A second of comments every 50 ms. On a machine that is held up for longer than that the time-out is right: so it is given again.
        for (var timeout = TimeSpan.FromMilliseconds(500); ; timeout *= 1.5)
        {
            var result = await Ways.Run(users: 1, iterations: 1)
                .With(plan => plan with { RequestTimeout = timeout })
                .Against(ways[way])
                .RunAsync(user => CountAsync(user.EventsAsync("/comments")));
            Assert.True(timeout < TimeSpan.FromSeconds(1), "Each attempt was cut off, the last after " + timeout);
            if (result.Succeeded == 0)
                continue;
            Assert.True(result.Steps["GET /comments"].ResponseTime.Max > timeout);
            break;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_long_body_is_held_to_the_request_time_out_unless_it_has_an_idle_time_of_its_own(Way way)
    {
        var run = Ways.Run(users: 1, iterations: 1).With(plan => plan with { RequestTimeout = TimeSpan.FromMilliseconds(700) }).Against(ways[way]);

        var whole = await run.RunAsync(async user =>
        {
            await using var stream = await user.StreamAsync("/pieces/60/10");
            await stream.ReadToEndAsync();
        });
        var idle = await run.RunAsync(async user =>
        {
            await using var stream = await user.StreamAsync("/pieces/60/10", idleTimeout: Stuck);
            Assert.Equal(600, await stream.ReadToEndAsync());
        });

        Assert.Equal("timeout", Assert.Single(whole.Errors).Kind);
        Assert.Empty(idle.Errors);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Cancellation_ends_everything_within_a_second_and_leaves_no_request(Way way)
    {
        using var stop = new CancellationTokenSource();
        var streaming = new CountdownEvent(8);
        var run = Ways.Run(users: 8, iterations: 1, stop.Token).Against(ways[way]).RunAsync(async user =>
        {
            if (user.Id % 2 == 0)
            {
                await foreach (var message in user.EventsAsync("/events/0"))
                    Signal(streaming);
            }
            else
            {
                await using var stream = await user.StreamAsync("/pieces/100000/10");
                while (await stream.ReadAsync(new byte[100]) > 0)
                    Signal(streaming);
            }
        });
        Assert.True(await Task.Run(() => streaming.Wait(NeverStarted)));

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var result = await run.WaitAsync(Stuck);

        // A second is what is promised; a machine that is busy with other builds may take a little longer to get there.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.Equal(0, result.Succeeded);
        await AssertNothingIsOpenAsync(way);
    }

    [Fact]
    public async Task A_response_that_is_no_stream_of_events_says_what_it_is()
    {
        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[Way.Memory]).RunAsync(user => CountAsync(user.EventsAsync("/hello")));

        Assert.Equal("no event stream", Assert.Single(result.Errors).Kind);
        Assert.Equal(
            ["GET /hello is no stream of events: it answered 200 with the content type text/plain, and Server-Sent Events are 200 with text/event-stream"],
            result.Errors[0].Samples);
    }

    [Fact]
    public async Task An_error_status_is_a_failure_as_of_any_request()
    {
        var result = await Ways.Run(users: 1, iterations: 2).Against(ways[Way.Memory]).RunAsync(async user =>
        {
            if (user.Iteration == 0)
                await CountAsync(user.EventsAsync("/status/503"));
            else
                await user.StreamAsync("/status/503");
        });

        Assert.Equal(("status 503", 2), (Assert.Single(result.Errors).Kind, result.Errors[0].Count));
    }

    [Fact]
    public async Task A_stream_that_ends_before_the_wanted_count_is_a_failure()
    {
        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[Way.Memory]).RunAsync(user => CountAsync(user.EventsAsync("/events/2", count: 5)));

        Assert.Equal(("stream ended", 1), (Assert.Single(result.Errors).Kind, result.Failed));
        Assert.Equal(["GET /events/2 ended after 2 of 5 events"], result.Errors[0].Samples);
    }

    [Fact]
    public async Task Any_request_can_be_answered_by_events_and_a_stream_can_go_on_after_another()
    {
        var seen = new List<ServerSentEvent>();

        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[Way.Memory]).RunAsync(async user =>
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, "/answer") { Content = new StringContent("why?"), Headers = { { "X-Asked-By", "me" } } };
            await foreach (var message in user.EventsAsync(question))
                seen.Add(message);
            await foreach (var message in user.EventsAsync("/last-event-id", lastEventId: "41"))
                seen.Add(message);
        });

        Assert.Equal(0, result.Failed);
        Assert.Equal([new("answer", "why?\nme", "7", null), new("message", "41", "41", null)], seen);
    }

    [Fact]
    public void Limits_that_are_none_are_refused_at_once()
    {
        var user = new VirtualUser(1, new RunContext(new Execution.VirtualTime(), new LoadPlan { Name = "x", Workload = new ClosedWorkload { Users = 1 } }, null));

        Assert.Throws<ArgumentOutOfRangeException>("count", () => user.EventsAsync("/", count: 0));
        Assert.Throws<ArgumentOutOfRangeException>("duration", () => user.EventsAsync("/", duration: TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>("idleTimeout", () => user.EventsAsync("/", idleTimeout: TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("idleTimeout", () => { _ = user.StreamAsync("/", idleTimeout: TimeSpan.Zero); });
        Assert.Throws<ArgumentNullException>("uri", () => user.EventsAsync((string)null!));
    }

    private static string Route(Way way, string known, string guessed) => way is Way.UrlHttp1 or Way.UrlHttp2 ? guessed : known;

    private static async Task<int> CountAsync(IAsyncEnumerable<ServerSentEvent> events)
    {
        var count = 0;
        await foreach (var message in events)
            count++;
        return count;
    }

    private static void Signal(CountdownEvent countdown)
    {
        lock (countdown)
        {
            if (!countdown.IsSet)
                countdown.Signal();
        }
    }

    /// <summary>The server learns of a client's end a moment later.</summary>
    private async Task AssertNothingIsOpenAsync(Way way)
    {
        var streams = ways.Streams(way);
        for (var watch = Stopwatch.StartNew(); streams.Open > 0 && watch.Elapsed < Stuck;)
            await Task.Delay(20);
        Assert.Equal(0, streams.Open);
    }
}
