using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class ExpectationParserTests
{
    [Theory]
    [InlineData("p95 < 200ms", "p95", Comparison.Below, 200e6)]
    [InlineData("  P95<=1.5 s ", "p95", Comparison.AtMost, 1.5e9)]
    [InlineData("p99.9 < 850us", "p99.9", Comparison.Below, 850e3)]
    [InlineData("p99.95 < 850µs", "p99.95", Comparison.Below, 850e3)]
    [InlineData("p99.90 < 1min", "p99.9", Comparison.Below, 60e9)]
    [InlineData("p99.90 < 2m", "p99.9", Comparison.Below, 120e9)]
    [InlineData("service  p95 < 200ns", "service p95", Comparison.Below, 200)]
    [InlineData("Median < 1h", "p50", Comparison.Below, 3600e9)]
    [InlineData("service median < 1ms", "service p50", Comparison.Below, 1e6)]
    [InlineData("mean ≤ 200ms", "mean", Comparison.AtMost, 200e6)]
    [InlineData("stddev < 20ms", "stddev", Comparison.Below, 20e6)]
    [InlineData("min > 1ms", "min", Comparison.Above, 1e6)]
    [InlineData("max < 1s", "max", Comparison.Below, 1e9)]
    [InlineData("error rate < 1%", "error rate", Comparison.Below, 0.01)]
    [InlineData("error rate <= 57%", "error rate", Comparison.AtMost, 0.57)]
    [InlineData("success rate ≥ 99.5 %", "success rate", Comparison.AtLeast, 0.995)]
    [InlineData("availability > 99%", "availability", Comparison.Above, 0.99)]
    [InlineData("errors == 0", "errors", Comparison.Exactly, 0)]
    [InlineData("throughput >= 100/s", "throughput", Comparison.AtLeast, 100)]
    [InlineData("iterations/s >= 6000/min", "throughput", Comparison.AtLeast, 100)]
    [InlineData("rps > 7200 / h", "requests/s", Comparison.Above, 2)]
    [InlineData("requests > 1", "requests", Comparison.Above, 1)]
    [InlineData("iterations >= 1000", "iterations", Comparison.AtLeast, 1000)]
    [InlineData("status 503 <= 10", "status 503", Comparison.AtMost, 10)]
    [InlineData("response size < 20KB", "response size", Comparison.Below, 20 * 1024)]
    [InlineData("bytes/s in > 10MB/s", "bytes/s in", Comparison.Above, 10 * 1024 * 1024)]
    [InlineData("bytes/s out < 1gb/s", "bytes/s out", Comparison.Below, 1024.0 * 1024 * 1024)]
    [InlineData("allocated per iteration < 1.5MB", "allocated per iteration", Comparison.Below, 1.5 * 1024 * 1024)]
    [InlineData("cpu per iteration < 2ms", "cpu per iteration", Comparison.Below, 2e6)]
    [InlineData("dropped == 0", "dropped", Comparison.Exactly, 0)]
    [InlineData("dropped rate < 5%", "dropped rate", Comparison.Below, 0.05)]
    public void The_grammar_reads_a_metric_a_comparison_and_a_limit(string text, string metric, Comparison comparison, double limit)
    {
        var expectation = Expectation.Parse(text);

        Assert.Equal(metric, expectation.Metric.Name);
        Assert.Equal(comparison, expectation.Comparison);
        Assert.Equal(limit, expectation.Limit);
        Assert.Equal(text.Trim(), expectation.Text);
        Assert.Null(expectation.Step);
    }

    [Theory]
    [InlineData("p95 of checkout < 200ms", "checkout")]
    [InlineData("p95  OF  GET /products/{id} < 200ms", "GET /products/{id}")]
    [InlineData("p95 of 'GET /a?b=c' < 200ms", "GET /a?b=c")]
    [InlineData("p95 of \"a < b\"<200ms", "a < b")]
    [InlineData("p95 of terms of use < 200ms", "terms of use")]
    [InlineData("p95 of user's cart < 200ms", "user's cart")]
    public void The_step_stands_after_of_with_or_without_quotes(string text, string step)
        => Assert.Equal(step, Expectation.Parse(text).Step);

    [Fact]
    public void Warning_limit_step_and_requirement_are_kept()
    {
        var expectation = Expectation.Parse("p95 < 200ms", warn: "p95 < 100ms", step: "checkout", requirement: " 9.3 ");

        Assert.Equal(100e6, expectation.WarnLimit);
        Assert.Equal("checkout", expectation.Step);
        Assert.Equal("9.3", expectation.Requirement);
        Assert.Equal("p95 < 200ms (checkout)", expectation.ToString());
    }

    [Theory]
    [InlineData("p95 < 200ms", "100ms", 100e6)]
    [InlineData("p95 < 200ms", "< 100ms", 100e6)]
    [InlineData("p95 of x < 200ms", "p95 of x < 100ms", 100e6)]
    [InlineData("throughput >= 50/s", "100/s", 100)]
    [InlineData("throughput >= 50/s", ">= 100/s", 100)]
    public void A_warning_limit_may_be_short(string text, string warn, double limit)
        => Assert.Equal(limit, Expectation.Parse(text, warn).WarnLimit);

    [Theory]
    [InlineData("", "[Expect(\"\")] is empty. Write a metric, a comparison and a limit, such as \"p95 < 200ms\".")]
    [InlineData("p95", "[Expect(\"p95\")] has no comparison (<, <=, >, >= or ==). Write a metric, a comparison and a limit, such as \"p95 < 200ms\".")]
    [InlineData("p95 <", "[Expect(\"p95 <\")] has no limit after \"<\". Write a limit, such as \"p95 < 200ms\".")]
    [InlineData("p95 < 200", "[Expect(\"p95 < 200\")] has the limit \"200\" without a unit. \"p95\" is a time in ns, us, ms, s, m or h: write \"200ms\", if that is what you mean.")]
    [InlineData("p95 < 200kb", "[Expect(\"p95 < 200kb\")] has the limit \"200kb\" with the unit \"kb\". \"p95\" is a time in ns, us, ms, s, m or h: write \"200ms\", for example.")]
    [InlineData("p95 < -1ms", "[Expect(\"p95 < -1ms\")] has the negative limit \"-1ms\". No metric is ever below zero: write a limit such as \"200ms\".")]
    [InlineData("p95 < 1,5s", "[Expect(\"p95 < 1,5s\")] has the number \"1,5\", which cannot be read. Write a point before decimals and nothing between thousands, such as \"1.5\" or \"1500\".")]
    [InlineData("p95 < 1.2.3s", "[Expect(\"p95 < 1.2.3s\")] has the number \"1.2.3\", which cannot be read. \"p95\" is a time: write a limit such as \"200ms\".")]
    [InlineData("p95 < fast", "[Expect(\"p95 < fast\")] has the limit \"fast\", which does not start with a number. \"p95\" is a time: write a limit such as \"200ms\".")]
    [InlineData("p95 < 1s of x", "[Expect(\"p95 < 1s of x\")] has the limit \"1s of x\" with the unit \"s of x\". \"p95\" is a time in ns, us, ms, s, m or h: write \"200ms\", for example.")]
    [InlineData("p101 < 1s", "[Expect(\"p101 < 1s\")] asks for the percentile \"p101\". Percentiles go from above 0 to below 100, such as p50, p99 or p99.9; beyond them are min and max.")]
    [InlineData("p95 == 1s", "[Expect(\"p95 == 1s\")] expects \"p95\" to be exact. It is a time, never measured twice the same: compare with <, <=, > or >=.")]
    [InlineData("p95 =< 1s", "[Expect(\"p95 =< 1s\")] has the comparison \"=<\". The comparisons are <, <=, >, >= and ==. A step's name that has such signs stands in quotes.")]
    [InlineData("p95 of 'x < 1s", "[Expect(\"p95 of 'x < 1s\")] has a step that starts with ' and does not end with it. Write the step in quotes, such as 'GET /products'.")]
    [InlineData("p95 of < 1s", "[Expect(\"p95 of < 1s\")] has no step after \"of\". Name the step, such as \"p95 of checkout < 200ms\".")]
    [InlineData("dropped of x < 4", "[Expect(\"dropped of x < 4\")] asks for \"dropped\" of the step \"x\", which is known for the whole run only. Leave the step out, or expect a metric that steps have, such as p95, error rate or throughput.")]
    [InlineData("errors < 1%", "[Expect(\"errors < 1%\")] has the limit \"1%\" with the unit \"%\". \"errors\" is a count: write a plain number, such as \"1\".")]
    [InlineData("errors < 0", "[Expect(\"errors < 0\")] can never hold. Nothing is below zero: write <= 0, or a limit above zero.")]
    [InlineData("errors >= 0", "[Expect(\"errors >= 0\")] always holds, so it proves nothing. Write > 0, or a limit above zero.")]
    [InlineData("error rate < 0.01", "[Expect(\"error rate < 0.01\")] has the limit \"0.01\" without a unit. \"error rate\" is a share in %: write \"1%\", for example.")]
    [InlineData("error rate < 200%", "[Expect(\"error rate < 200%\")] has a limit above 100%. \"error rate\" is a share: write a limit from 0% to 100%.")]
    [InlineData("error rate <= 100%", "[Expect(\"error rate <= 100%\")] always holds, so it proves nothing. Write < 100%, or a lower limit.")]
    [InlineData("success rate > 100%", "[Expect(\"success rate > 100%\")] can never hold. No share is above 100%: write >= 100%, or a lower limit.")]
    [InlineData("throughput > 100", "[Expect(\"throughput > 100\")] has the limit \"100\" without a unit. \"throughput\" is a rate in /s, /min or /h: write \"100/s\", if that is what you mean.")]
    [InlineData("response size < 5", "[Expect(\"response size < 5\")] has the limit \"5\" without a unit. \"response size\" is a size in B, KB, MB or GB: write \"5KB\", if that is what you mean.")]
    [InlineData("bytes/s in > 5MB", "[Expect(\"bytes/s in > 5MB\")] has the limit \"5MB\" with the unit \"MB\". \"bytes/s in\" is a data rate in B/s, KB/s, MB/s or GB/s: write \"10MB/s\", for example.")]
    public void A_mistake_says_what_is_wrong_and_what_to_write_instead(string text, string message)
        => Assert.Equal(message, Mistake(new(text)));

    [Theory]
    [InlineData("eror rate < 1%", "[Expect(\"eror rate < 1%\")] has the unknown metric \"eror rate\". Did you mean \"error rate\"? The metrics are: ")]
    [InlineData("latency < 1s", "[Expect(\"latency < 1s\")] has the unknown metric \"latency\". The metrics are: ")]
    [InlineData("status 99 < 1", "[Expect(\"status 99 < 1\")] has the unknown metric \"status 99\". The metrics are: ")]
    [InlineData("< 1s", "[Expect(\"< 1s\")] has no metric before the comparison. Write a metric, a comparison and a limit, such as \"p95 < 200ms\". The metrics are: ")]
    public void An_unknown_metric_names_the_nearest_and_lists_all(string text, string start)
        => Assert.Equal(
            start + "min, max, mean, stddev, p50, p75, p90, p95, p99, p99.9, errors, error rate, success rate, availability, throughput, iterations, "
            + "requests, requests/s, dropped, dropped rate, bottlenecks, bytes/s in, bytes/s out, response size, allocated per iteration, cpu per iteration, sql commands per iteration, outbound calls per iteration, "
            + string.Join(", ", LeakMetrics.All.Concat(DatabaseMetrics.All).Select(metric => metric.Name)) + ", drift, status N (such as status 503); any other percentile (such as p99.95), and any time with \"service\" before it (such as service p95); " + ResourceMetrics.Listing + ".",
            Mistake(new(text)));

    [Theory]
    [InlineData("p95 < 200ms", "", "has an empty Warn. Write the stricter limit alone, such as Warn = \"< 200ms\".")]
    [InlineData("p95 < 200ms", "p99 < 1s", "warns of \"p99\" but limits \"p95\". Write the stricter limit alone, such as Warn = \"< 200ms\".")]
    [InlineData("p95 < 200ms", "p95 <= 1s", "warns with <= but limits with <. Write the stricter limit alone, such as Warn = \"< 200ms\".")]
    [InlineData("p95 < 200ms", "300ms", "has a Warn that is not stricter than the limit, so it would never show. The warning limit must be below 200 ms.")]
    [InlineData("throughput >= 50/s", "50/s", "has a Warn that is not stricter than the limit, so it would never show. The warning limit must be above 50/s.")]
    [InlineData("p95 < 200ms", "100", "has the limit \"100\" without a unit. \"p95\" is a time in ns, us, ms, s, m or h: write \"100ms\", if that is what you mean.")]
    [InlineData("p95 < 200ms", "p95 of x < 100ms", "warns of the step \"x\" but limits whole iterations. Write the stricter limit alone, such as Warn = \"< 200ms\".")]
    [InlineData("errors == 3", "0", "has a Warn although it compares with ==. There is nothing stricter than ==: leave Warn out, or compare with <, <=, > or >=.")]
    public void A_mistake_in_the_warning_limit_shows_both_limits(string text, string warn, string message)
        => Assert.Equal($"[Expect(\"{text}\", Warn = \"{warn}\")] {message}", Mistake(new(text, warn)));

    [Theory]
    [InlineData("p95 of a < 1s", "b", "names a step twice, after \"of\" and as Step. Keep one of them.")]
    [InlineData("p95 < 1s", " ", "has an empty Step. Name the step, or leave Step out to speak of whole iterations.")]
    [InlineData("availability > 99%", "b", "asks for \"availability\" of the step \"b\", which is known for the whole run only. Leave the step out, or expect a metric that steps have, such as p95, error rate or throughput.")]
    public void A_mistake_in_the_step_shows_the_step(string text, string step, string message)
        => Assert.Equal($"[Expect(\"{text}\", Step = \"{step}\")] {message}", Mistake(new(text, Step: step)));

    [Fact]
    public void Parse_throws_a_format_exception_with_the_same_text()
    {
        var exception = Assert.Throws<FormatException>(() => Expectation.Parse("p95 < 200"));

        Assert.Equal("The expectation \"p95 < 200\" has the limit \"200\" without a unit. \"p95\" is a time in ns, us, ms, s, m or h: write \"200ms\", if that is what you mean.", exception.Message);
    }

    [Fact]
    public void Any_percentile_of_any_step_with_any_limit_is_read_as_written()
    {
        var percentile = Gen.Choose(1, 99_999).Select(number => number / 1000m);
        var limit = Gen.Choose(1, 1_000_000).Select(number => number / 100m);
        var step = Gen.Elements('a', 'Z', ' ', '/', '{', '}', '<', '=', '"', '9', 'é').NonEmptyListOf().Select(letters => "x" + new string([.. letters]));
        Prop.ForAll(Arb.From(percentile), Arb.From(limit), Arb.From(step), (p, value, name) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"service p{p} of '{name}' >= {value}ms");

            var expectation = Expectation.Parse(text);

            Assert.Equal((double)p, expectation.Metric.Percentile);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"service p{p:0.###}"), expectation.Metric.Name);
            Assert.Equal((double)(value * 1_000_000), expectation.Limit);
            Assert.Equal(name, expectation.Step);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_the_parser_throw()
        => Prop.ForAll(Arb.From(Gen.Elements('p', '9', '5', ' ', '<', '=', '>', '.', '%', '/', 's', 'm', 'o', 'f', '\'', '-', ',', '\n').ListOf()), letters =>
        {
            var text = new string([.. letters]);
            Assert.NotEqual(ExpectationParser.TryParse(new(text, text, text), out var expectation, out var error), error is not null);
            Assert.Equal(expectation is null, error is not null);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("p95 < 1.5s")]
    public void The_machine_s_culture_does_not_matter(string text)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(1.5e9, Expectation.Parse(text).Limit);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("min", Expectation.Parse("MIN > 1ms").Metric.Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Mistake(ExpectationSettings settings)
    {
        Assert.False(ExpectationParser.TryParse(settings, out _, out var error));
        return error.ToString();
    }
}
