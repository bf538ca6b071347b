using System.Diagnostics;
using System.Threading.Channels;

namespace SampleApiPerfTests;

public class QueueTests
{
    // docs:queue
    [LoadFact(ArrivalRate = "200/s", Duration = "1s", WarmUp = "500ms")]
    public async Task Orders_are_handled_soon_after_they_were_sent(LoadRun load)
    {
        var queue = Channel.CreateUnbounded<(VirtualUser Sender, long SentAt)>();
        var handling = Task.Run(async () =>
        {
            await foreach (var (sender, sentAt) in queue.Reader.ReadAllAsync())
                sender.RecordStep("handled", Stopwatch.GetElapsedTime(sentAt));
        });

        var result = await load.RunAsync(user => queue.Writer.WriteAsync((user, Stopwatch.GetTimestamp())).AsTask());
        queue.Writer.Complete();
        await handling;

        result.Steps["handled"].Should().HaveP90Below(1.Seconds());
    }
    // docs:end
}
