using Xunit;

namespace PerfAssert.Tests.Expectations;

/// <summary>What a metric can still end at, held against every end that there can be.</summary>
public class ReachTests
{
    private static readonly string[] UpperLimits =
        ["max < {0}ms", "max <= {0}ms", "mean < {0}ms", "p50 < {0}ms", "p90 <= {0}ms", "p95 < {0}ms", "p99 < {0}ms", "p99.9 < {0}ms", "service p95 < {0}ms"];

    private static readonly string[] LowerLimits = ["min > {0}ms", "p50 >= {0}ms", "p95 > {0}ms"];

    /// <summary>
    /// A run of n iterations is looked at after some of them. What is called hopeless fails however the rest is drawn; what is not holds
    /// if the rest is perfect.
    /// </summary>
    [Fact]
    public void Nothing_is_given_up_that_could_hold_and_nothing_kept_that_cannot()
    {
        var random = new Random(20_261_121);
        int hopeless = 0, open = 0;
        for (var round = 0; round < 4_000; round++)
        {
            var all = random.Next(1, 400);
            var until = random.Next(1, all + 1);
            double[] times = [.. Enumerable.Range(0, all).Select(_ => random.Next(4) == 0 ? random.Next(1, 500) : random.Next(1, 120))];
            var upper = random.Next(4) > 0;
            var limit = random.Next(1, 500);
            var written = string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(random, upper ? UpperLimits : LowerLimits), limit);
            var expectation = Expectation.Parse(written);
            var reason = HopelessEnd.Find(expectation, Prospect(times[..until], failed: 0, remaining: all - until));

            var perfect = upper ? 0.0 : 10_000;
            var best = Judge(expectation, [.. times[..until], .. Enumerable.Repeat(perfect, all - until)]);
            if (reason is not null)
            {
                hopeless++;
                Assert.False(best, $"{written}: {reason} But a perfect rest would have held.");
                Assert.False(Judge(expectation, times), $"{written}: {reason} But it held.");
            }
            else
            {
                open++;

                // A percentile is called hopeless only when it misses its limit by more than a histogram can read wrong.
                var wider = upper ? expectation with { Limit = expectation.Limit * 1.002 } : expectation with { Limit = expectation.Limit / 1.002 };
                Assert.True(Judge(wider, [.. times[..until], .. Enumerable.Repeat(perfect, all - until)]), $"{written} was kept, and not even a perfect rest of {all - until} after {until} holds.");
            }
        }

        Assert.InRange(hopeless, 500, 3_500);
        Assert.InRange(open, 500, 3_500);
    }

    [Theory]
    [InlineData("errors == 0", 0, 10, true)]
    [InlineData("errors == 0", 1, 10, false)]
    [InlineData("errors <= 5", 5, 0, true)]
    [InlineData("errors <= 5", 6, 0, false)]
    [InlineData("errors >= 3", 1, 2, true)]
    [InlineData("errors >= 3", 1, 1, false)]
    [InlineData("error rate < 1%", 1, 0, false)]
    [InlineData("error rate < 1%", 1, 1, true)]
    [InlineData("error rate < 1%", 10, 900, false)]
    [InlineData("error rate < 1%", 10, 901, true)]
    [InlineData("success rate >= 99%", 10, 900, true)]
    [InlineData("success rate >= 99%", 10, 899, false)]
    [InlineData("iterations >= 500", 10, 410, true)]
    [InlineData("iterations >= 500", 10, 409, false)]
    [InlineData("iterations < 90", 10, 0, false)]
    [InlineData("iterations < 91", 10, 0, true)]
    [InlineData("throughput >= 50/s", 10, 410, true)]
    [InlineData("throughput >= 50/s", 10, 409, false)]
    [InlineData("throughput < 9/s", 10, 0, false)]
    [InlineData("throughput < 9.1/s", 10, 0, true)]
    public void Counts_shares_and_rates(string text, int failed, int remaining, bool canHold)
    {
        // 100 iterations ended, some of them failed, in a run of 10 s.
        var prospect = Prospect(Enumerable.Repeat(5.0, 100 - failed), failed, remaining);

        Assert.Equal(canHold, HopelessEnd.Find(Expectation.Parse(text), prospect) is null);
    }

    [Theory]
    [InlineData("p95 < 1ms")]
    [InlineData("mean < 1ms")]
    [InlineData("error rate < 1%")]
    [InlineData("throughput >= 1000000/s")]
    [InlineData("iterations >= 1000000")]
    public void Nothing_is_given_up_while_nobody_knows_how_much_is_to_come(string text)
        => Assert.Null(HopelessEnd.Find(Expectation.Parse(text), Prospect(Enumerable.Repeat(50.0, 900), 100, double.PositiveInfinity)));

    [Theory]
    [InlineData("stddev < 1ms")]
    [InlineData("availability >= 99%")]
    [InlineData("requests/s > 1000/s")]
    [InlineData("allocated per iteration < 1KB")]
    [InlineData("p95 > 1s")]
    [InlineData("requests >= 100000")]
    public void What_nobody_can_tell_before_the_end_is_never_given_up(string text)
        => Assert.Null(HopelessEnd.Find(Expectation.Parse(text), Prospect(Enumerable.Repeat(50.0, 900), 100, 1_000_000)));

    [Fact]
    public void Dropped_iterations_count_against_all_that_are_due()
    {
        var prospect = Prospect(Enumerable.Repeat(5.0, 100), 0, 900) with { Dropped = 50, Due = 1_050 };

        Assert.Null(HopelessEnd.Find(Expectation.Parse("dropped rate < 5%"), prospect));
        Assert.NotNull(HopelessEnd.Find(Expectation.Parse("dropped rate < 4.7%"), prospect));
        Assert.NotNull(HopelessEnd.Find(Expectation.Parse("dropped <= 49"), prospect));
        Assert.Null(HopelessEnd.Find(Expectation.Parse("dropped <= 50"), prospect));
    }

    [Fact]
    public void Status_codes_and_requests_are_counted_up()
    {
        var prospect = Prospect([1], 0, 10) with { Statuses = new Dictionary<int, long> { [200] = 90, [503] = 3 }, Requests = 93 };

        Assert.NotNull(HopelessEnd.Find(Expectation.Parse("status 503 == 0"), prospect));
        Assert.Null(HopelessEnd.Find(Expectation.Parse("status 500 == 0"), prospect));
        Assert.Null(HopelessEnd.Find(Expectation.Parse("status 200 >= 1000"), prospect));
        Assert.NotNull(HopelessEnd.Find(Expectation.Parse("requests <= 92"), prospect));
    }

    [Fact]
    public void The_reason_has_the_figures()
    {
        var prospect = Prospect([.. Enumerable.Repeat(10.0, 80), .. Enumerable.Repeat(300.0, 20)], 0, 100);

        Assert.Equal(
            "The P95 would have been at least 300 ms even if each of the 100 operations that could still come had succeeded at once.",
            Reason("p95 < 200ms", prospect));
        Assert.Equal("The max response time was 300 ms already, which nothing to come could undo.", Reason("max < 200ms", prospect));
        Assert.Equal(
            "The number of successes would have been at most 200 even if each of the 100 operations that could still come had made the most of it.",
            Reason("iterations >= 1000", prospect));
    }

    private static string? Reason(string text, Prospect prospect) => HopelessEnd.Find(Expectation.Parse(text), prospect);

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];

    private static bool Judge(Expectation expectation, double[] milliseconds)
    {
        var data = Prospect(milliseconds, 0, 0).Data;
        var value = Value(expectation.Metric, data.Response);
        return new ValueRange(value, value).CanBe(expectation.Comparison, expectation.Limit);
    }

    private static double Value(Metric metric, LatencyHistogram times) => metric switch
    {
        { Percentile: { } percentile } => times.ValueAtPercentile(percentile),
        { Name: "max" } => times.Max,
        { Name: "min" } => times.Min,
        _ => times.Mean,
    };

    private static Prospect Prospect(IEnumerable<double> milliseconds, int failed, double remaining)
    {
        var data = new SeriesData();
        foreach (var time in milliseconds)
            data.Response.Record((long)(time * EngineTime.Millisecond));
        data.Failed.Record(EngineTime.Millisecond, failed);
        return new Prospect { Data = data, Remaining = remaining, Window = TimeSpan.FromSeconds(10), Statuses = new Dictionary<int, long>() };
    }
}
