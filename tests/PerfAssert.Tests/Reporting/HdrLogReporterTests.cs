using System.Globalization;
using PerfAssert.Tests.Execution;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public sealed class HdrLogReporterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EnvironmentInfo environment = FabricatedResult.Create().Environment;

    private HdrLog Log => HdrLog.Parse(File.ReadAllText(Path.Combine(folder.Path, "latency.hlog")));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void The_file_is_the_same_under_every_culture(string culture)
    {
        var response = Of(1_500_000, 2_769_000);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            var reporter = Start(new DateTimeOffset(2026, 11, 21, 14, 30, 59, 123, TimeSpan.FromHours(1)));
            reporter.Slice(Slice(0, 1.007), response);
            reporter.Slice(Slice(1234.5, 1), new LatencyHistogram());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(
            "#[Logged with PerfAssert: response times in nanoseconds, Interval_Max in milliseconds]\n"
            + "#[Histogram log format version 1.3]\n"
            + "#[StartTime: 1795267859.123 (seconds since epoch), Sat Nov 21 13:30:59 UTC 2026]\n"
            + "#[BaseTime: 1795267859.123 (seconds since epoch)]\n"
            + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
            + $"0.000,1.007,2.769,{HdrEncoding.ToBase64(response)}\n"
            + $"1234.500,1.000,0.000,{HdrEncoding.ToBase64(new LatencyHistogram())}\n",
            File.ReadAllText(Path.Combine(folder.Path, "latency.hlog")));
        Assert.Equal(1795267859.123, Log.StartTime, 1e-6);
        Assert.Equal(Log.StartTime, Log.BaseTime);
        Assert.All(Log.Comments, comment => Assert.InRange(comment.Length, 1, 127));
    }

    [Fact]
    public void Intervals_join_without_a_gap_though_their_ends_are_rounded()
    {
        var reporter = Start();
        reporter.Slice(Slice(0, 1.0004), Of(1));
        reporter.Slice(Slice(1.0004, 1.0002), Of(2));
        reporter.Slice(Slice(2.0006, 0.3), Of(3));

        Assert.Equal([0, 1, 2.001], Log.Intervals.Select(interval => interval.Start));
        Assert.Equal([1, 1.001, 0.3], Log.Intervals.Select(interval => interval.Length));
    }

    [Fact]
    public void The_file_can_be_read_after_every_slice_and_its_lines_add_up_to_the_response_times_of_the_run()
    {
        var slices = 0;
        var result = Run(EngineRun.Closed(3, TimeSpan.FromSeconds(4.4)), turns: null, () =>
        {
            slices++;
            Assert.Equal(slices, Log.Intervals.Count);
        });

        Assert.InRange(slices, 5, 6);
        Assert.Equal(slices, result.TimeLine.Count);
        Assert.Equal(result.TimeLine.Select(slice => slice.Succeeded), Log.Untagged.Select(interval => interval.Counts.Values.Sum()));
        Assert.Equal(result.TimeLine.Select(slice => slice.Max.TotalMilliseconds), Log.Untagged.Select(interval => interval.Max));
        Assert.Equal(Counts(result.ResponseTime), Sum(Log.Untagged));
        Assert.InRange(result.Failed, 1, long.MaxValue);
        Assert.Equal(["failed", "search_all", "buy"], Log.Intervals.Skip(slices).Select(interval => interval.Tag));
        Assert.Equal(Counts(result.FailedTime), Log.Intervals[slices].Counts);
        Assert.Equal(Counts(result.Steps["search all"].ResponseTime), Log.Intervals[slices + 1].Counts);
        Assert.Equal(Counts(result.Steps["buy"].ResponseTime), Log.Intervals[slices + 2].Counts);
        Assert.All(Log.Intervals.Skip(slices), interval => Assert.Equal((0.0, Math.Round(Log.Untagged.Sum(second => second.Length), 3)), (interval.Start, interval.Length)));
    }

    [Fact]
    public void Turns_add_up_as_well()
    {
        var result = Run(EngineRun.Closed(2, TimeSpan.FromMinutes(1)), new GivenTurns(3));

        Assert.Equal(result.TimeLine.Select(slice => slice.Succeeded), Log.Untagged.Select(interval => interval.Counts.Values.Sum()));
        Assert.Equal(Counts(result.ResponseTime), Sum(Log.Untagged));
    }

    [Fact]
    public void Tags_have_no_delimiter_and_belong_to_one_step_each()
    {
        StepResult Step(string name, int count) => FabricatedResult.Step(name, StepKind.Step, Enumerable.Repeat(1.0, count));
        var result = FabricatedResult.Create(steps:
        [
            Step("GET /a b,c\t\r\n\u2028d\0", 1), Step("a b", 2), Step("a,b", 3), Step("a_b_2", 4), Step("failed", 5), Step("検索", 6), Step("nothing", 0),
        ]);

        Start().Complete(result);

        Assert.Equal(["GET_/a_b_c____d_", "a_b", "a_b_2", "a_b_2_2", "failed_2", "検索"], Log.Intervals.Select(interval => interval.Tag));
        Assert.Equal([1, 2, 3, 4, 5, 6], Log.Intervals.Select(interval => interval.Counts.Values.Sum()));
        Assert.All(Log.Intervals, interval => Assert.Equal((0.0, 10.0), (interval.Start, interval.Length)));
    }

    /// <summary>Iterations of many lengths, two steps, and every tenth one failed.</summary>
    private LoadResult Run(LoadPlan plan, ITurns? turns, Action? afterSlice = null)
    {
        var time = new VirtualTime();
        var set = new ReporterSet([new HdrLogReporter()], folder.Path);
        var scenario = new Scenario(async user =>
        {
            await user.StepAsync("search all", () => user.PauseAsync(TimeSpan.FromMicroseconds(700 + (user.Iteration * 37 % 9_000))).AsTask());
            await user.StepAsync("buy", () => user.PauseAsync(TimeSpan.FromMilliseconds(2)).AsTask());
            if (user.Iteration % 10 == 9)
                user.Fail("sold out");
        });
        var result = EngineRun.Run(time, plan, new LoadEngine(time, plan, scenario, null, CancellationToken.None)
        {
            Turns = turns,
            OnMeasure = at => set.Start(plan, environment, at),
            OnSlice = (slice, response) =>
            {
                set.Slice(slice, response);
                afterSlice?.Invoke();
            },
        });
        set.Complete(result);
        Assert.Empty(set.Warnings);
        return result;
    }

    private HdrLogReporter Start(DateTimeOffset? at = null)
    {
        var reporter = new HdrLogReporter();
        reporter.Start(new ReportStart(FabricatedResult.Plan("Shop.Search"), environment, at ?? DateTimeOffset.UnixEpoch, folder.Path));
        return reporter;
    }

    private static TimeSlice Slice(double start, double length)
        => FabricatedResult.Slice(0, 1, 1) with { Start = TimeSpan.FromSeconds(start), Length = TimeSpan.FromSeconds(length) };

    private static LatencyHistogram Of(params long[] samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
            histogram.Record(sample);
        return histogram;
    }

    private static SortedDictionary<long, long> Counts(LatencySummary summary)
    {
        var counts = new SortedDictionary<long, long>();
        summary.Histogram.ForEachBucket((middle, count) => counts.Add(HdrLog.LowestEquivalent((long)middle), count));
        return counts;
    }

    private static SortedDictionary<long, long> Sum(IEnumerable<HdrLog.Interval> intervals)
        => new(intervals.SelectMany(interval => interval.Counts).GroupBy(bucket => bucket.Key).ToDictionary(group => group.Key, group => group.Sum(bucket => bucket.Value)));

    private sealed class GivenTurns(int count) : ITurns
    {
        private int given;

        public ValueTask<TimeSpan?> NextAsync(TimeSpan? measured, CancellationToken stop)
            => new(given++ < count ? TimeSpan.FromMilliseconds(300) : null);
    }
}
